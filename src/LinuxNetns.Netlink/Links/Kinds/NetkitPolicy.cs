namespace LinuxNetns.Netlink;

/// <summary>What a netkit device does with packets that no program decided on (<c>enum netkit_action</c>).</summary>
public enum NetkitPolicy : uint
{
    /// <summary>They pass to the other end.</summary>
    Forward = 0,

    /// <summary>They are dropped.</summary>
    Blackhole = 2,
}
