using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns.Tool;

/// <summary>The error texts that more than one command has, word for word those of iproute2: programs look for them.</summary>
internal static class Texts
{
    internal const string Incomplete = "Command line is not complete. Try option \"help\"";
    internal const string NoName = "No netns name specified";
    internal const string NoCommand = "No command specified";
    internal const string ExtraArguments = "extra arguments specified";

    internal static string InvalidName(string name) => $"Invalid netns name \"{name}\"";

    internal static string WrongArgument(string? argument, string why) => $"Error: argument \"{argument ?? "(null)"}\" is wrong: {why}";

    internal static string UnknownOption(string option) => $"Option \"{option}\" is unknown, try \"netns help\".";

    internal static string CannotOpen(string name, Errno errno) => $"Cannot open network namespace \"{name}\": {Of(errno)}";

    /// <summary>strerror(3).</summary>
    internal static string Of(Errno errno) => Marshal.GetPInvokeErrorMessage((int)errno);

    /// <summary>What <c>ip</c> prints of a refused netlink request: the kernel's own words where it gave some.</summary>
    internal static string Of(NetlinkException e) =>
        e.KernelMessage is { } message ? $"Error: {message}{(message.EndsWith('.') ? "" : ".")}" : $"RTNETLINK answers: {Of(e.Errno)}";

    /// <summary>The message without the name of a method's parameter, which says nothing to a user.</summary>
    internal static string Of(ArgumentException e) => e.ParamName is { } parameter ? e.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal) : e.Message;

    /// <summary>What <c>ip</c> prints of a failed registry operation; the library's own message where <c>ip</c> has none for it.</summary>
    internal static string Of(NetworkNamespaceException e, string runDirectory) => e.Operation switch
    {
        "mkdir" => $"mkdir {e.Path} failed: {Of(e.Errno)}",
        "create" => $"Cannot create namespace file \"{e.Path}\": {Of(e.Errno)}",
        "unlink" => $"Cannot remove namespace file \"{e.Path}\": {Of(e.Errno)}",
        "unshare(CLONE_NEWNET)" => $"Failed to create a new network namespace \"{e.Path}\": {Of(e.Errno)}",
        "mount --make-shared" => $"mount --make-shared {e.Path} failed: {Of(e.Errno)}",
        "mount --bind" when e.Path == runDirectory => $"mount --bind {e.Path} {e.Path} failed: {Of(e.Errno)}",
        "mount --bind" => $"Bind /proc/self/ns/net -> {e.Path} failed: {Of(e.Errno)}",
        _ => e.Message,
    };
}
