using System.Globalization;
using System.Text;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Saves network cards from a namespace that is about to end: the kernel would throw them back into the initial namespace, renamed where the name is taken there
/// (default_device_exit_net in net/core/dev.c).</summary>
internal static class PhysicalLinks
{
    /// <summary>Moves every card to the caller's namespace; the names they have there.</summary>
    internal static IReadOnlyList<string> Evacuate(NetworkNamespace ns)
    {
        List<string>? cards = null;
        foreach (LinkRow row in ns.Links.EnumerateRows())
        {
            if (row.IsPhysical)
                (cards ??= []).Add(Encoding.UTF8.GetString(row.Name));
        }

        if (cards is null)
            return [];
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        return cards.ConvertAll(name => Move(ns, name, here));
    }

    /// <summary>Under its own name, or as the kernel would name it where that is taken.</summary>
    private static string Move(NetworkNamespace ns, string name, NetworkNamespace here)
    {
        string newName = name;
        for (int number = 0; ; number++)
        {
            try
            {
                ns.Links.MoveTo(name, NetnsReference.FromHandle(here.Handle), newName == name ? null : newName);
                return newName;
            }
            catch (NetlinkException e) when (e.Errno == Errno.EEXIST && number < 1000)
            {
                newName = string.Create(CultureInfo.InvariantCulture, $"dev{number}");
            }
        }
    }
}
