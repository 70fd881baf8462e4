namespace LinuxNetns.Netlink;

/// <summary>Who does the work of MACsec (<c>enum macsec_offload</c> of linux/if_link.h).</summary>
public enum MacsecOffload : byte
{
    /// <summary>The kernel.</summary>
    Off = 0,

    /// <summary>The transceiver.</summary>
    Phy = 1,

    /// <summary>The network controller.</summary>
    Mac = 2,
}
