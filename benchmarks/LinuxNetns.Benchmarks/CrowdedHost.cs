using System.Globalization;

namespace LinuxNetns.Benchmarks;

/// <summary>Thousands of processes that wait, spread over namespaces. They end with this process, however it ends.</summary>
internal sealed class CrowdedHost : IDisposable
{
    // A shell and its subshells, which cost no exec: all read the same pipe, and end when it does.
    private const string Crowd = "exec 3<&0; i=1; while [ $i -lt $0 ]; do (read x <&3) & i=$((i+1)); done; echo ready; read x <&3";

    private readonly NamespaceRegistry _registry = new();
    private readonly List<NamespaceProcess> _shells = [];

    internal CrowdedHost(int processes, int namespaces)
    {
        string each = (processes / namespaces).ToString(CultureInfo.InvariantCulture);
        for (int i = 0; i < namespaces; i++)
        {
            using NetworkNamespace ns = _registry.Add(Name(i));
            _shells.Add(ns.StartProcess("sh", ["-c", Crowd, each], new ExecOptions { Sysfs = SysfsMode.None, StandardInput = StandardStreamMode.Piped, StandardOutput = StandardStreamMode.Piped }));
        }

        foreach (NamespaceProcess shell in _shells)
            _ = shell.StandardOutput.ReadByte();
    }

    public void Dispose()
    {
        _shells.ForEach(shell => shell.StandardInput.Dispose());
        foreach (NamespaceProcess shell in _shells)
        {
            shell.WaitForExitAsync().GetAwaiter().GetResult();
            shell.Dispose();
        }

        _registry.DeleteAll();
    }

    internal static string Name(int index) => $"crowd{index}";

    internal NetworkNamespace Open(int index) => _registry.Open(Name(index));
}
