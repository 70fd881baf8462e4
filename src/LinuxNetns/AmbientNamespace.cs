namespace LinuxNetns;

/// <summary>The namespace that the calling code is in by <see cref="NetworkNamespace.Enter"/>, <see cref="NetworkNamespace.RunAsync(Func{Task})"/> or <see cref="NetworkNamespace.Run{T}(Func{T})"/>.</summary>
public static class AmbientNamespace
{
    /// <summary>The namespace; null at home. Its handle may be disposed of meanwhile: see <see cref="NetworkNamespace.AfterDispose"/>.</summary>
    public static NetworkNamespace? Current => AmbientFlow.Current?.Namespace;
}
