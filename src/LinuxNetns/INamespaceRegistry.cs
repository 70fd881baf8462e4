using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>A directory of named network namespaces, shared with <c>ip netns</c> and everything else that follows its convention.</summary>
public interface INamespaceRegistry
{
    /// <summary>The directory of the names.</summary>
    string RunDirectory { get; }

    /// <summary>Makes a namespace with a name: <c>ip netns add</c>. It stays when the returned handle is disposed of.</summary>
    /// <param name="name">1 to 255 bytes, without <c>/</c>, not <c>.</c> or <c>..</c>.</param>
    /// <returns>The namespace: empty but for a loopback device that is down.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file name.</exception>
    /// <exception cref="NetworkNamespaceException">The name is taken, CAP_SYS_ADMIN is missing, or a limit is reached. Nothing is left behind.</exception>
    NetworkNamespace Add(string name);

    /// <summary>Makes namespaces and their names, all of them or none; they stay when the handles are disposed of.</summary>
    /// <param name="names">The names, each 1 to 255 bytes, without <c>/</c>, not <c>.</c> or <c>..</c>.</param>
    /// <returns>The namespaces in the order of the names. Each holds a descriptor until it is disposed of.</returns>
    /// <exception cref="ArgumentException">A name cannot be a file name, or is there twice. Nothing is made.</exception>
    /// <exception cref="NetworkNamespaceException">A name is taken, CAP_SYS_ADMIN is missing, or a limit is reached. What was made before is taken away again.</exception>
    IReadOnlyList<NetworkNamespace> AddMany(IEnumerable<string> names);

    /// <summary>Gives a name to the namespace of a process: <c>ip netns attach</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="processId">The process.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="ArgumentException">The name cannot be a file name.</exception>
    /// <exception cref="NetworkNamespaceException">The process has ended, the name is taken, or a privilege is missing. Nothing is left behind.</exception>
    NetworkNamespace Attach(string name, int processId);

    /// <summary>Gives a name to an open namespace.</summary>
    /// <param name="name">The name.</param>
    /// <param name="handle">A descriptor of a network namespace; it stays the caller's.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="NetworkNamespaceException">It is not a network namespace, the name is taken, or a privilege is missing. Nothing is left behind.</exception>
    NetworkNamespace Attach(string name, SafeHandle handle);

    /// <summary>Gives a name to the namespace that a file stands for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">For example <c>/proc/PID/task/TID/ns/net</c>.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="NetworkNamespaceException">It is not a network namespace, the name is taken, or a privilege is missing. Nothing is left behind.</exception>
    NetworkNamespace Attach(string name, string path);

    /// <summary>Opens a namespace by name. Disposing of it only closes the handle.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="NetworkNamespaceException">There is no such name, or what is there is not a network namespace.</exception>
    NetworkNamespace Open(string name);

    /// <summary>Opens a namespace by name, or makes it. It stays when the returned handle is disposed of.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="NetworkNamespaceException">It can be neither opened nor made.</exception>
    NetworkNamespace OpenOrAdd(string name);

    /// <summary>Whether there is a usable namespace of this name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False also for a placeholder, a dangling link and a foreign file.</returns>
    bool Contains(string name);

    /// <summary>Deletes a name: <c>ip netns delete</c>. The namespace ends with its last user. Removes placeholders and dangling links too.</summary>
    /// <param name="name">The name.</param>
    /// <param name="options">What else to do; null for what <c>ip</c> does.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="NetworkNamespaceException">There is no such name, or a privilege is missing.</exception>
    /// <exception cref="NamespaceInUseException">It is in use and the options say to refuse, or the wait ran out.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative.</exception>
    NamespaceDeletion Delete(string name, NamespaceDeleteOptions? options = null);

    /// <summary>As <see cref="Delete"/>, without blocking the caller while it waits for the kernel.</summary>
    /// <param name="name">The name.</param>
    /// <param name="options">What else to do.</param>
    /// <param name="cancellationToken">Ends the wait; the name is gone by then. Cancelled beforehand: nothing is done.</param>
    /// <returns>What was done.</returns>
    Task<NamespaceDeletion> DeleteAsync(string name, NamespaceDeleteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes every entry: <c>ip -all netns delete</c>, but one that fails does not stop the others.</summary>
    /// <param name="options">What else to do.</param>
    /// <returns>A result for each.</returns>
    IReadOnlyList<NamespaceResult> DeleteAll(NamespaceDeleteOptions? options = null);

    /// <summary>Every entry of the directory, in the order of the directory, with its state: <c>ip netns list</c>.</summary>
    /// <returns>The entries; none where the directory does not exist.</returns>
    IReadOnlyList<NamespaceEntry> List();

    /// <summary>Every name of the namespace that a process is in: <c>ip netns identify</c>, which shows only one of them.</summary>
    /// <param name="processId">The process.</param>
    /// <returns>The names; none where its namespace has no name.</returns>
    /// <exception cref="NetworkNamespaceException">The process has ended, or belongs to somebody else.</exception>
    IReadOnlyList<string> Identify(int processId);

    /// <summary>Every name of a namespace.</summary>
    /// <param name="networkNamespace">The namespace.</param>
    /// <returns>The names.</returns>
    IReadOnlyList<string> Identify(NetworkNamespace networkNamespace);

    /// <summary>Gives a namespace another name; its users do not notice. Both names are there for a moment.</summary>
    /// <param name="name">The old name.</param>
    /// <param name="newName">The new name.</param>
    /// <exception cref="NetworkNamespaceException">There is no such name, the new one is taken, or a privilege is missing. The old name stays then.</exception>
    void Rename(string name, string newName);

    /// <summary>Lets a name stand for another namespace. The old one ends with its last user.</summary>
    /// <param name="name">The name.</param>
    /// <param name="replacement">A descriptor of the namespace it shall stand for; it stays the caller's.</param>
    /// <remarks>For a moment the name stands for nothing: a process that is killed then leaves a placeholder.</remarks>
    /// <exception cref="NetworkNamespaceException">There is no such name, it is a symbolic link, or a privilege is missing. The name stands for the old namespace then.</exception>
    void Replace(string name, SafeHandle replacement);

    /// <summary>Assigns the id by which the calling thread's namespace knows a named one: <c>ip netns set NAME ID|auto</c>. It cannot be changed afterwards.</summary>
    /// <param name="name">The name.</param>
    /// <param name="netnsId">0 or more; null lets the kernel choose.</param>
    /// <returns>The id it has now.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    /// <exception cref="NetlinkException">The id is taken, or the namespace already has one.</exception>
    int SetNetnsId(string name, int? netnsId = null);

    /// <summary>The id by which the calling thread's namespace knows a named one.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The id; null where none is assigned.</returns>
    int? GetNetnsId(string name);

    /// <summary>Every id that the calling thread's namespace has given, with the names here that it belongs to: <c>ip netns list-id</c>.</summary>
    /// <param name="targetNetnsId">Another namespace, by its id here, whose list is wanted; null for the calling thread's.</param>
    /// <returns>The ids.</returns>
    /// <exception cref="NetlinkException">There is no such target.</exception>
    IReadOnlyList<NamespaceIdAssignment> ListNetnsIds(int? targetNetnsId = null);

    /// <summary>Marks a namespace as up or down. A mark for people and tools: no device is touched. It stays with the namespace when the name changes, and ends with it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="state">The mark.</param>
    /// <exception cref="NetworkNamespaceException">There is no such namespace, or the mark cannot be written.</exception>
    void SetAdministrativeState(string name, AdministrativeState state);

    /// <summary>What is wrong with the directory and its entries. Changes nothing.</summary>
    /// <returns>The findings; none where all is well.</returns>
    IReadOnlyList<NamespaceFinding> Examine();

    /// <summary>Mends what <see cref="Examine"/> finds, where nothing of this mount namespace can be lost.</summary>
    /// <remarks>A placeholder that is two seconds old counts as a leftover and is removed, even if another mount namespace, a container with a private /run, has a namespace mounted on it:
    /// that is a placeholder here, and the other loses the name.</remarks>
    /// <returns>The findings, with what became of each.</returns>
    IReadOnlyList<NamespaceFinding> Repair();
}
