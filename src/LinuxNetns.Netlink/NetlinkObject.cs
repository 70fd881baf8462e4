namespace LinuxNetns.Netlink;

/// <summary>Something that netlink can add, change and delete: a link, an address, a route, a rule, … An immutable description, not a handle.</summary>
/// <remarks>A property that is null was not reported, and is not sent: the kernel's default stands.</remarks>
public abstract record NetlinkObject
{
    private protected NetlinkObject()
    {
    }

    /// <summary>Writes one whole message. Everything that can be checked without the kernel is checked first.</summary>
    internal abstract void Write(ref NetlinkWriter request, Verb verb, LinkResolver links);

    /// <summary>What it is, to follow "Cannot add": <c>link "veth0"</c>.</summary>
    internal abstract string Describe();
}
