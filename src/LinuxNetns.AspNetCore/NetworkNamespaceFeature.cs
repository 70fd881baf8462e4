namespace LinuxNetns.AspNetCore;

internal sealed class NetworkNamespaceFeature(NetworkNamespace ns) : INetworkNamespaceFeature
{
    public NetworkNamespace Namespace => ns;
}
