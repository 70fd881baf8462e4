namespace LinuxNetns;

/// <summary>What becomes of code that is still in a namespace (<see cref="NetworkNamespace.Enter"/>) when its handle is disposed of.</summary>
public enum FlowsAfterDispose
{
    /// <summary>Wherever it goes on next, it is in an empty namespace without a way out: ENETUNREACH, never another network. Sockets that it has work on.</summary>
    Quarantine,

    /// <summary>It stays in the namespace, which lives until the last such code has ended and the garbage collector has found that out.</summary>
    Drain,
}
