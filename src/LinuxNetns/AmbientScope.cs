namespace LinuxNetns;

/// <summary>What <see cref="NetworkNamespace.Enter"/> gives: disposing of it leaves the namespace again.</summary>
/// <remarks>To be disposed of by the method that entered, in the opposite order of entering; <c>using</c> does. Disposing of it twice does nothing.</remarks>
public readonly struct AmbientScope : IDisposable, IEquatable<AmbientScope>
{
    private readonly AmbientFlow? _flow;
    private readonly AmbientFlow? _previous;
    private readonly ExecutionContext? _before;
    private readonly ExecutionContext? _during;

    internal AmbientScope(AmbientFlow flow, AmbientFlow? previous, ExecutionContext before, ExecutionContext? during)
    {
        _flow = flow;
        _previous = previous;
        _before = before;
        _during = during;
    }

    /// <summary>Whether two are of the same entry.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(AmbientScope left, AmbientScope right) => left.Equals(right);

    /// <summary>Whether two are of different entries.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator !=(AmbientScope left, AmbientScope right) => !left.Equals(right);

    /// <summary>Back to where the code was before: home, or the namespace around this one.</summary>
    /// <exception cref="InvalidOperationException">Another namespace was entered since, and not left.</exception>
    public void Dispose() => _flow?.Leave(_previous, _before!, _during);

    /// <inheritdoc/>
    public bool Equals(AmbientScope other) => _flow == other._flow && _previous == other._previous && _before == other._before && _during == other._during;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AmbientScope other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_flow, _previous, _before, _during);
}
