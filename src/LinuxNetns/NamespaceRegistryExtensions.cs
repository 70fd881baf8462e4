namespace LinuxNetns;

/// <summary>What can be done with all namespaces of a registry.</summary>
public static class NamespaceRegistryExtensions
{
    /// <summary>Runs a command in every namespace that has a name, one after the other in the order of <see cref="INamespaceRegistry.List"/>: <c>ip -all netns exec</c>, but whatever happens in one, the others follow.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="fileName">A path, or a name to look for in PATH.</param>
    /// <param name="arguments">The arguments after the name.</param>
    /// <param name="options">How to run it; the timeout is for each.</param>
    /// <param name="cancellationToken">Ends the running command and everything it started, and the series.</param>
    /// <returns>A result for each namespace that was there; placeholders and foreign files are passed over.</returns>
    /// <exception cref="ArgumentException">Something cannot be: an empty name, a NUL, an unknown user, a missing directory.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the command runs any more.</exception>
    public static async Task<IReadOnlyList<NamespaceExecResult>> ExecAllAsync(
        this INamespaceRegistry registry, string fileName, IEnumerable<string>? arguments = null, ExecOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        string[] all = [.. arguments ?? []];
        var results = new List<NamespaceExecResult>();
        foreach (NamespaceEntry entry in registry.List())
        {
            if (entry.State is NamespaceEntryState.Live or NamespaceEntryState.DoubleMounted)
                results.Add(await ExecAsync(registry, entry.Name, fileName, all, options, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private static async Task<NamespaceExecResult> ExecAsync(
        INamespaceRegistry registry, string name, string fileName, string[] arguments, ExecOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            using NetworkNamespace networkNamespace = registry.Open(name);
            return new NamespaceExecResult(name, await networkNamespace.ExecAsync(fileName, arguments, options, cancellationToken).ConfigureAwait(false), Error: null);
        }
        catch (NetworkNamespaceException e)
        {
            return new NamespaceExecResult(name, Result: null, e);
        }
    }
}
