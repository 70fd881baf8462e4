using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tool;

/// <summary>What the kernel says when it is asked for the id of something that is not a network namespace; <c>ip</c> prints it for every such entry it comes across.</summary>
internal static class PeerMessages
{
    /// <summary>A line for each entry that can be opened and is not a network namespace.</summary>
    internal static void Complain(CommandContext context, IReadOnlyList<NamespaceEntry> entries)
    {
        foreach (NamespaceEntry entry in entries)
        {
            // A placeholder's mode is 000: only root can open it, and what cannot be opened is not asked about.
            if (entry.State == NamespaceEntryState.Placeholder && !Environment.IsPrivilegedProcess)
                continue;
            if (entry.State is NamespaceEntryState.Placeholder or NamespaceEntryState.Foreign or NamespaceEntryState.Shadowed)
                context.Complain(NotANamespace());
        }
    }

    /// <summary>The kernel's words.</summary>
    internal static string NotANamespace()
    {
        try
        {
            using SafeFileHandle other = File.OpenHandle("/dev/null");
            using NetlinkConnection netlink = NetlinkConnection.Open();
            netlink.NetnsIds.Get(other);
            return "";
        }
        catch (NetlinkException e)
        {
            return Texts.Of(e);
        }
    }
}
