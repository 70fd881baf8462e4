namespace LinuxNetns.Netlink;

/// <summary>What is done to an object, in the words of <c>ip</c>.</summary>
internal enum Verb
{
    Add,
    Replace,
    Append,
    Prepend,
    Change,
    Delete,
}
