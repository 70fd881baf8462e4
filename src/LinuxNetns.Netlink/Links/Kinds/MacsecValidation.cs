namespace LinuxNetns.Netlink;

/// <summary>What MACsec does with received frames (<c>enum macsec_validation_type</c> of linux/if_link.h).</summary>
public enum MacsecValidation : byte
{
    /// <summary>Their integrity is not checked.</summary>
    Disabled = 0,

    /// <summary>It is checked, and counted where it is wrong.</summary>
    Check = 1,

    /// <summary>Wrong frames are dropped.</summary>
    Strict = 2,
}
