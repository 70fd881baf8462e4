namespace LinuxNetns.Netlink;

/// <summary>State of a port in the spanning tree (BR_STATE_* of linux/if_bridge.h).</summary>
public enum BridgePortState : byte
{
    /// <summary>It takes no part.</summary>
    Disabled = 0,

    /// <summary>It takes part in the protocol only.</summary>
    Listening = 1,

    /// <summary>It learns addresses.</summary>
    Learning = 2,

    /// <summary>It forwards.</summary>
    Forwarding = 3,

    /// <summary>It would be a loop.</summary>
    Blocking = 4,
}
