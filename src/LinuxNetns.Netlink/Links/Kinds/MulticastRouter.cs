namespace LinuxNetns.Netlink;

/// <summary>Whether multicast of a bridge goes to a router on a port (MDB_RTR_TYPE_* of linux/if_bridge.h).</summary>
public enum MulticastRouter : byte
{
    /// <summary>There is none.</summary>
    Disabled = 0,

    /// <summary>As queries tell.</summary>
    Automatic = 1,

    /// <summary>There always is one.</summary>
    Permanent = 2,

    /// <summary>There is one for a while; ports only.</summary>
    Temporary = 3,
}
