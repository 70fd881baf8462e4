using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>The kernel refused a netlink request, or the socket failed. The message says what was tried, what the kernel said and what helps.</summary>
public class NetlinkException : IOException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="errno">The kernel's error.</param>
    /// <param name="operation">What was tried and on which object, to follow "Cannot": <c>bring up link "veth0"</c>.</param>
    /// <param name="kernelMessage">The kernel's own text (extended acknowledgement), if it gave one.</param>
    /// <param name="offset">Offset of the offending attribute in the request, if the kernel named one.</param>
    /// <param name="missingAttribute">Type of the attribute that the kernel missed, if it named one.</param>
    /// <param name="property">The property whose attribute the kernel refused, if it named one.</param>
    public NetlinkException(
        Errno errno, string operation, string? kernelMessage = null, int? offset = null, int? missingAttribute = null, string? property = null)
        : base(Describe(errno, operation, kernelMessage, missingAttribute, property), (int)errno)
    {
        Errno = errno;
        Operation = operation;
        KernelMessage = kernelMessage;
        Offset = offset;
        MissingAttribute = missingAttribute;
        Property = property;
    }

    /// <summary>The kernel's error; <see cref="Errno.EBADMSG"/> also stands for an answer that cannot be read.</summary>
    public Errno Errno { get; }

    /// <summary>What was tried and on which object, for example <c>bring up link "veth0"</c>.</summary>
    public string Operation { get; }

    /// <summary>The kernel's own text, word for word (NLMSGERR_ATTR_MSG), or null: Linux before 4.12, and many errors, come without.</summary>
    public string? KernelMessage { get; }

    /// <summary>Offset in bytes, from the start of the request's header, of the attribute that was refused (NLMSGERR_ATTR_OFFS), or null.</summary>
    public int? Offset { get; }

    /// <summary>Type of an attribute that was required and absent (NLMSGERR_ATTR_MISS_TYPE, Linux 6.1 and later), or null.</summary>
    public int? MissingAttribute { get; }

    /// <summary>
    /// The property of the object that the kernel refused (NLMSGERR_ATTR_OFFS), for example <c>Mtu</c>, or null: the kernel blames no attribute.
    /// </summary>
    public string? Property { get; }

    private static string Describe(Errno errno, string operation, string? kernelMessage, int? missingAttribute, string? property)
    {
        string text = $"Cannot {operation}: {Marshal.GetPInvokeErrorMessage((int)errno)} ({errno})";
        if (property is not null)
        {
            text += $", because of {property}";
        }

        if (kernelMessage is not null)
        {
            text += $"; the kernel says: {kernelMessage.TrimEnd('.')}";
        }

        if (missingAttribute is int missing)
        {
            text += $"; attribute {missing} is missing";
        }

        return text + "." + Remedy(errno);
    }

    private static string Remedy(Errno errno) => errno switch
    {
        Errno.EPERM => " It needs CAP_NET_ADMIN in the user namespace that owns the network namespace.",
        Errno.EACCES => " It needs CAP_NET_ADMIN in the user namespace that owns the network namespace it names.",
        Errno.EMFILE => " The process has too many open descriptors: close some or raise RLIMIT_NOFILE.",
        Errno.ENOBUFS => " Messages were lost: read faster or use a larger receive buffer.",
        Errno.EPROTONOSUPPORT or Errno.EAFNOSUPPORT => " This kernel, or its seccomp filter, offers no rtnetlink here.",
        _ => "",
    };
}
