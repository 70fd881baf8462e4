namespace LinuxNetns;

/// <summary>Finds who is in a namespace, and which namespaces there are, from /proc (proc(5), namespaces(7)).</summary>
public sealed class ProcessScanner : IProcessScanner
{
    /// <summary>Makes a scanner.</summary>
    /// <param name="options">Where /proc and the names are; null for the defaults.</param>
    public ProcessScanner(LinuxNetnsOptions? options = null)
    {
        _ = options;
    }

    /// <inheritdoc/>
    public ProcessScan FindProcesses(NetworkNamespace networkNamespace, ProcessScanOptions? options = null) => throw new NotSupportedException("not yet");

    /// <inheritdoc/>
    public NamespaceId Identify(int processId) => throw new NotSupportedException("not yet");

    /// <inheritdoc/>
    public NamespaceHolders FindHolders(NetworkNamespace networkNamespace) => throw new NotSupportedException("not yet");

    /// <inheritdoc/>
    public NamespaceHolders FindHolders(NamespaceId id) => throw new NotSupportedException("not yet");

    /// <inheritdoc/>
    public HostNamespaces Scan(HostScanOptions? options = null) => throw new NotSupportedException("not yet");
}
