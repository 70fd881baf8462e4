namespace LinuxNetns.Netlink;

/// <summary>Receives the rows of a dump.</summary>
internal interface IDumpHandler
{
    /// <summary>A dump begins, perhaps again: forget what was seen.</summary>
    void OnStart();

    /// <summary>One row.</summary>
    void OnMessage(in NetlinkMessage message);
}
