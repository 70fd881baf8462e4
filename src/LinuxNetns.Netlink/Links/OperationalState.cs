namespace LinuxNetns.Netlink;

/// <summary>IF_OPER_* of linux/if.h: the state of RFC 2863.</summary>
public enum OperationalState : byte
{
    /// <summary>The driver does not say; an up loopback or tunnel for example.</summary>
    Unknown = 0,

    /// <summary>A part is missing.</summary>
    NotPresent = 1,

    /// <summary>Down.</summary>
    Down = 2,

    /// <summary>Down because the device below is.</summary>
    LowerLayerDown = 3,

    /// <summary>Under test.</summary>
    Testing = 4,

    /// <summary>Waiting for something outside.</summary>
    Dormant = 5,

    /// <summary>Able to carry packets.</summary>
    Up = 6,
}
