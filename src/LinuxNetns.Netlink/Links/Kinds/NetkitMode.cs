namespace LinuxNetns.Netlink;

/// <summary>At which layer a netkit pair works (<c>enum netkit_mode</c>).</summary>
public enum NetkitMode : uint
{
    /// <summary>Ethernet frames, with addresses.</summary>
    L2 = 0,

    /// <summary>IP packets.</summary>
    L3 = 1,
}
