namespace LinuxNetns.Benchmarks;

/// <summary>One way to do it, each time in a namespace made for it. The measure is in milliseconds; without one it is not there to be measured.</summary>
internal sealed record Contestant(string Name, Func<NetworkNamespace, double>? Measure, Action<NetworkNamespace>? Prepare = null)
{
    internal double Run()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        Prepare?.Invoke(ns);
        return Measure!(ns);
    }
}
