using System.Collections.Concurrent;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>Asks for families, and remembers the numbers of those that tables speak to.</summary>
internal sealed class GenericFamilies(NetlinkExchange exchange)
{
    /// <summary>The version of the controller's own messages; the kernel does not look at it.</summary>
    private const byte Version = 2;

    private readonly ConcurrentDictionary<string, MessageType> _types = new(StringComparer.Ordinal);

    /// <summary>The message type of a family.</summary>
    /// <exception cref="NetlinkException">The kernel has none of that name (ENOENT).</exception>
    internal MessageType Resolve(string name) => _types.TryGetValue(name, out MessageType known)
        ? known
        : _types[name] = (MessageType)(Ask(name, out ExtendedAck ack) ?? throw Absent(name, ack)).Id;

    /// <summary>A module that is loaded again gets another number.</summary>
    internal void Forget(string name) => _types.TryRemove(name, out _);

    internal GenericNetlinkFamily? Find(string name)
    {
        GenericNetlinkFamily? found = Ask(name, out ExtendedAck ack);
        return found is null && ack.Errno != Errno.ENOENT ? throw Absent(name, ack) : found;
    }

    internal GenericNetlinkFamily Get(string name) => Ask(name, out ExtendedAck ack) ?? throw Absent(name, ack);

    internal IReadOnlyList<GenericNetlinkFamily> List()
    {
        using var request = new NetlinkWriter(stackalloc byte[32]);
        request.Begin((MessageType)ControlAttribute.GENL_ID_CTRL, HeaderFlags.Dump, new GenericHeader { Command = ControlAttribute.CTRL_CMD_GETFAMILY, Version = Version });
        request.End();
        var families = new List<GenericNetlinkFamily>();
        foreach (NetlinkMessage message in exchange.Dump(request.Written, "list the generic netlink families"))
        {
            families.Add(new GenericNetlinkFamily(message));
        }

        return families;
    }

    private GenericNetlinkFamily? Ask(string name, out ExtendedAck ack)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Encoding.UTF8.GetByteCount(name) > ControlAttribute.MaxNameBytes || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"\"{name}\" cannot be the name of a generic netlink family: at most {ControlAttribute.MaxNameBytes} bytes, no NUL.", nameof(name));
        }

        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin((MessageType)ControlAttribute.GENL_ID_CTRL, HeaderFlags.None, new GenericHeader { Command = ControlAttribute.CTRL_CMD_GETFAMILY, Version = Version });
        request.Attribute(ControlAttribute.CTRL_ATTR_FAMILY_NAME, name);
        request.End();
        foreach (NetlinkMessage message in exchange.Ask(request.Written, out ack))
        {
            return new GenericNetlinkFamily(message);
        }

        return null;
    }

    private static NetlinkException Absent(string name, in ExtendedAck ack) => ack.ToException($"find the generic netlink family \"{name}\" (is the kernel's module for it there?)");
}
