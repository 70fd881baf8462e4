namespace LinuxNetns.Netlink;

internal static class VerbExtensions
{
    /// <summary>The flags that iproute2 sends for the verb with routes, rules, neighbours, addresses and queueing disciplines.</summary>
    internal static HeaderFlags Flags(this Verb verb) => verb switch
    {
        Verb.Add => HeaderFlags.Create | HeaderFlags.Exclusive,
        Verb.Replace => HeaderFlags.Create | HeaderFlags.Replace,
        Verb.Append => HeaderFlags.Create | HeaderFlags.Append,
        Verb.Prepend => HeaderFlags.Create,
        Verb.Change => HeaderFlags.Replace,
        _ => HeaderFlags.None,
    }
    | HeaderFlags.Ack;

    internal static string Word(this Verb verb) => verb switch
    {
        Verb.Add => "add",
        Verb.Replace => "replace",
        Verb.Append => "append",
        Verb.Prepend => "prepend",
        Verb.Change => "change",
        _ => "delete",
    };
}
