using System.Globalization;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// Says which network namespace is meant: by an open descriptor, by a process in it, or by the id (nsid) that the connection's own namespace has
/// for it. Handles convert by themselves.
/// </summary>
public readonly record struct NetnsReference
{
    private NetnsReference(SafeHandle? handle, int number)
    {
        Handle = handle;
        Number = number;
    }

    /// <summary>The descriptor, or null.</summary>
    public SafeHandle? Handle { get; }

    /// <summary>The process, or null.</summary>
    public int? ProcessId => Handle is null && Number > 0 ? Number : null;

    /// <summary>The namespace's id as the connection's own namespace counts, or null.</summary>
    public int? Id => Handle is null && Number < 0 ? ~Number : null;

    /// <summary>A process id as it is, an nsid as its complement, so that the default value is neither.</summary>
    private int Number { get; }

    /// <summary>By an open descriptor of the namespace.</summary>
    public static NetnsReference FromHandle(SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new NetnsReference(handle, 0);
    }

    /// <summary>By a process that is in it. The id can be recycled: a descriptor cannot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The process id is not positive.</exception>
    public static NetnsReference FromProcess(int processId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        return new NetnsReference(null, processId);
    }

    /// <summary>By the nsid that the connection's namespace has given it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    public static NetnsReference FromId(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        return new NetnsReference(null, ~id);
    }

    /// <summary>As <see cref="FromHandle"/>.</summary>
    public static implicit operator NetnsReference(SafeHandle handle) => FromHandle(handle);

    /// <summary>For messages.</summary>
    public override string ToString() => this switch
    {
        { Handle: not null } => "a network namespace",
        { ProcessId: int process } => string.Create(CultureInfo.InvariantCulture, $"the network namespace of process {process}"),
        { Id: int id } => string.Create(CultureInfo.InvariantCulture, $"netns {id}"),
        _ => "no network namespace",
    };

    /// <summary>Writes one of the three attributes that link messages have for it.</summary>
    internal void Write(ref NetlinkWriter request, string name)
    {
        if (Handle is not null)
        {
            request.Descriptor(LinkAttribute.IFLA_NET_NS_FD, Handle, name);
        }
        else if (ProcessId is int process)
        {
            request.Attribute(LinkAttribute.IFLA_NET_NS_PID, process, name);
        }
        else if (Id is int id)
        {
            request.Attribute(LinkAttribute.IFLA_TARGET_NETNSID, id, name);
        }
        else
        {
            throw new ArgumentException("The reference names no network namespace.", name);
        }
    }
}
