using System.Diagnostics;

namespace LinuxNetns.Netlink;

/// <summary>How the messages of one topic are asked for and read.</summary>
internal abstract class EventTopic
{
    internal abstract NetlinkTopics Topic { get; }

    /// <summary>The message that tells of an object, in lists and in news.</summary>
    internal abstract MessageType New { get; }

    /// <summary>The message that tells of its end: the next number for all of rtnetlink.</summary>
    internal MessageType Delete => New + 1;

    /// <summary>The kernel has a list of them.</summary>
    internal virtual bool HasList => true;

    /// <summary>The list of another network namespace can be had from here.</summary>
    internal virtual bool HasRemoteList => false;

    /// <summary>The kernel does not mark its list as interrupted (NLM_F_DUMP_INTR) when it changed meanwhile and has gaps.</summary>
    internal virtual bool ListCanBeWrong => false;

    /// <summary>Several may have the same key.</summary>
    internal virtual bool SharesKeys => false;

    /// <summary>The multicast groups for a family; 0 for all.</summary>
    internal abstract IEnumerable<int> Groups(byte family);

    /// <summary>The lists to ask for: by family, where there is none for all.</summary>
    internal virtual IEnumerable<byte> Lists(byte family) => [family];

    /// <summary>Writes the request for a list. Not called where there is none (<see cref="HasList"/>).</summary>
    internal virtual void WriteList(ref NetlinkWriter request, byte family, int? netnsId) => throw new UnreachableException($"{Topic} has no list.");

    /// <summary>Null for a message that is not about such an object.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    internal abstract EventEntry? Read(in NetlinkMessage message, byte family);

    /// <summary>What is known after news of something known.</summary>
    internal virtual EventEntry Merge(EventEntry known, EventEntry news) => news;

    private protected static IEnumerable<int> ByFamily(byte family, int ipv4, int ipv6)
    {
        if (family is AddressFamilyExtensions.AF_UNSPEC or AddressFamilyExtensions.AF_INET)
        {
            yield return ipv4;
        }

        if (family is AddressFamilyExtensions.AF_UNSPEC or AddressFamilyExtensions.AF_INET6)
        {
            yield return ipv6;
        }
    }

    /// <summary>IPv4 or IPv6, and the one that is asked for: there are also tables of multicast routes, bridges and MPLS.</summary>
    private protected static bool IsWanted(byte actual, byte family) =>
        actual is AddressFamilyExtensions.AF_INET or AddressFamilyExtensions.AF_INET6 && (family == AddressFamilyExtensions.AF_UNSPEC || actual == family);
}
