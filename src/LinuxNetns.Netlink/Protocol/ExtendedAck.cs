using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>An acknowledgement, an error or the end of a dump: struct nlmsgerr and the attributes of the extended acknowledgement.</summary>
internal readonly struct ExtendedAck
{
    private const int AttributeMessage = 1;
    private const int AttributeOffset = 2;
    private const int AttributeMissingType = 5;

    private ExtendedAck(Errno errno, string? message, int? offset, int? missing)
    {
        Errno = errno;
        Message = message;
        Offset = offset;
        MissingAttribute = missing;
    }

    /// <summary><see cref="Errno.None"/> is success.</summary>
    internal Errno Errno { get; }

    internal string? Message { get; }

    internal int? Offset { get; }

    internal int? MissingAttribute { get; }

    /// <summary>Parses NLMSG_ERROR: the error, the request's header, the request's payload unless capped, the attributes.</summary>
    internal static ExtendedAck ReadError(in NetlinkMessage message)
    {
        ReadOnlySpan<byte> payload = message.Payload;
        if (payload.Length < sizeof(int))
        {
            throw Malformed.Payload(message.Header.Type, payload.Length);
        }

        int skip = sizeof(int) + NetlinkHeader.Size;
        if ((message.Header.Flags & HeaderFlags.Capped) == 0 && payload.Length >= skip)
        {
            uint length = MemoryMarshal.Read<NetlinkHeader>(payload[sizeof(int)..]).Length;
            skip = sizeof(int) + (int)Math.Min(Math.Max((length + 3) & ~3L, NetlinkHeader.Size), payload.Length - sizeof(int));
        }

        return Read(message, skip);
    }

    /// <summary>Parses NLMSG_DONE: an error since Linux 2.6, attributes since 4.20.</summary>
    internal static ExtendedAck ReadDone(in NetlinkMessage message) => message.Payload.Length < sizeof(int) ? default : Read(message, sizeof(int));

    internal NetlinkException ToException(string operation) => new(Errno, operation, Message, Offset, MissingAttribute);

    /// <summary>As above, with the name of the property that the kernel blames.</summary>
    /// <param name="operation">What was tried.</param>
    /// <param name="request">The requests that were sent.</param>
    /// <param name="start">Where among them the refused one starts.</param>
    internal NetlinkException ToException(string operation, in NetlinkWriter request, int start = 0) =>
        new(Errno, operation, Message, Offset, MissingAttribute, Offset is int offset ? request.PropertyAt(start + offset) : null);

    private static ExtendedAck Read(in NetlinkMessage message, int skip)
    {
        int code = MemoryMarshal.Read<int>(message.Payload);
        // A dump ends with its last positive or zero return value; only negative ones are errors.
        Errno errno = code < 0 && code != int.MinValue ? (Errno)(-code) : Errno.None;
        string? text = null;
        int? offset = null;
        int? missing = null;
        if ((message.Header.Flags & HeaderFlags.AckAttributes) != 0 && errno != Errno.None && skip < message.Payload.Length)
        {
            var attributes = new AttributeReader(message.Payload[skip..]);
            while (attributes.TryRead(out NetlinkAttribute attribute))
            {
                switch (attribute.Type)
                {
                    case AttributeMessage:
                        text = attribute.ReadString();
                        break;
                    case AttributeOffset:
                        offset = attribute.Read<int>();
                        break;
                    case AttributeMissingType:
                        missing = attribute.Read<int>();
                        break;
                }
            }
        }

        return new ExtendedAck(errno, text, offset, missing);
    }
}
