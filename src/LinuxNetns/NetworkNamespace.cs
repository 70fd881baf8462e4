using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A handle on a network namespace. The namespace lives at least as long as the handle, whatever happens to its name.</summary>
/// <remarks>
/// Nothing here moves the calling thread but <see cref="Enter"/>. Two handles are equal when they are of the same namespace (<see cref="Id"/>), however each was opened.
/// <see cref="Dispose()"/> deletes the name that <see cref="Create"/> made, and only closes the handle of a namespace that was opened.
/// Follows <c>man 7 network_namespaces</c> and <c>man 8 ip-netns</c>.
/// </remarks>
/// <example>
/// <code>
/// using var red = NetworkNamespace.Create("red");
/// red.Links.SetUp("lo");
/// CommandResult result = await red.ExecAsync("ip", ["address"]);
/// </code>
/// </example>
public sealed partial class NetworkNamespace : IEquatable<NetworkNamespace>, IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly object _gate = new();
    private NetlinkConnection? _netlink;
    private bool _disposed;
    private NamespaceRegistry? _owner;

    internal NetworkNamespace(SafeFileHandle handle, string? name, string? etcDirectory = null, NamespaceRegistry? deleteFrom = null)
    {
        _handle = handle;
        _owner = deleteFrom;
        Name = name;
        EtcDirectory = etcDirectory;
        Id = NamespaceIdentity.Read(handle);
    }

    /// <summary>The kernel's id of this namespace. It never changes, and stays readable after <see cref="Dispose()"/>.</summary>
    public NamespaceId Id { get; }

    /// <summary>The name it was created or opened by; null for one without a name.</summary>
    public string? Name { get; }

    /// <summary>The open descriptor, for calls that take one: <c>setns</c>, <c>IFLA_NET_NS_FD</c>, another library. It belongs to this object.</summary>
    public SafeHandle Handle => _handle;

    /// <summary>Where <c>/etc/netns</c> is for this namespace.</summary>
    internal string? EtcDirectory { get; }

    /// <summary>Whether two handles are of the same namespace.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool operator ==(NetworkNamespace? left, NetworkNamespace? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two handles are of different namespaces.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(NetworkNamespace? left, NetworkNamespace? right) => !(left == right);

    /// <summary>Gives the name up: <see cref="Dispose()"/> will close the handle and leave the name in the registry, as <c>ip netns add</c> does.</summary>
    /// <returns>This object.</returns>
    public NetworkNamespace Keep()
    {
        _owner = null;
        return this;
    }

    /// <summary>Closes the handle; deletes the name too if this object was made by <see cref="Create"/> and not kept.</summary>
    /// <remarks>The namespace itself ends with its last user: process, socket, descriptor or mount. A name that now belongs to another namespace is left alone.</remarks>
    /// <exception cref="NetworkNamespaceException">The name cannot be deleted.</exception>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Array.ForEach(_sockets, static socket => socket.Dispose());
        }

        _ended.Cancel();
        EndFlows();

        NamespaceRegistry? owner = Interlocked.Exchange(ref _owner, null);
        try
        {
            owner?.DeleteIfStill(Name!, Id);
        }
        finally
        {
            _views?.Dispose();
            _handle.Dispose();
            EndRootless();
        }
    }

    /// <inheritdoc/>
    public bool Equals(NetworkNamespace? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkNamespace);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The name and the inode: <c>red net:[4026532281]</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name is null ? Id.ToString() : $"{Name} {Id}";
}
