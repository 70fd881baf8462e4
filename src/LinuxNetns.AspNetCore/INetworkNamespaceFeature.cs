namespace LinuxNetns.AspNetCore;

/// <summary>
/// The network namespace that a connection was accepted in. It is a feature of the connection (<c>ConnectionContext.Features</c>) and so of each of its requests
/// (<c>HttpContext.Features</c>); connections of other endpoints have none.
/// </summary>
public interface INetworkNamespaceFeature
{
    /// <summary>The namespace, as it was given to <c>ListenInNamespace</c>. It is not the reader's to dispose of.</summary>
#pragma warning disable CA1716 // the name of the thing; a keyword of Visual Basic, which can escape it
    NetworkNamespace Namespace { get; }
#pragma warning restore CA1716
}
