using System.Net;

namespace LinuxNetns;

/// <summary>A program that is an uplink.</summary>
internal interface IUplinkProgram
{
    /// <summary>Its name in PATH.</summary>
    string Name { get; }

    /// <summary>The address inside at which it asks this machine's own name server.</summary>
    IPAddress NameServer { get; }

    /// <summary>Its arguments, so that it stays in the foreground.</summary>
    string[] Arguments(string userNamespace, string networkNamespace, RootlessOptions options);

    /// <summary>Waits until packets pass and ports are forwarded; false if it ended, or took too long.</summary>
    bool WaitUntilReady(NamespaceProcess process, NetworkNamespace networkNamespace, RootlessOptions options);
}
