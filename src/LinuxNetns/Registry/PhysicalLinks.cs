using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Saves network cards from a namespace that is about to end: the kernel would throw them back into the initial namespace, renamed where the name is taken there
/// (default_device_exit_net in net/core/dev.c).</summary>
internal static class PhysicalLinks
{
    /// <summary>Moves every card to the caller's namespace, and tells the name that each has there.</summary>
    internal static void Evacuate(NetworkNamespace ns, Action<string> moved)
    {
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        if (ns != here)
            Evacuate(ns.Links, here.Handle, moved);
    }

    /// <summary>Each is told as soon as it has moved: when the next one fails, those before it stay where they are safe.</summary>
    internal static void Evacuate(LinkTable links, SafeHandle target, Action<string> moved)
    {
        List<string>? cards = null;
        foreach (LinkRow row in links.EnumerateRows())
        {
            if (row.IsPhysical)
                (cards ??= []).Add(Encoding.UTF8.GetString(row.Name));
        }

        foreach (string card in cards ?? [])
        {
            if (Move(links, card, target) is { } newName)
                moved(newName);
        }
    }

    /// <summary>Under its own name, or as dev0, dev1, … where that is taken; null for one that cannot leave.</summary>
    private static string? Move(LinkTable links, string name, SafeHandle target)
    {
        string newName = name;
        for (int number = 0; ; number++)
        {
            try
            {
                links.MoveTo(name, target, newName == name ? null : newName);
                return newName;
            }
            catch (NetlinkException e) when (e.Errno == Errno.EEXIST && number < 1000)
            {
                newName = string.Create(CultureInfo.InvariantCulture, $"dev{number}");
            }
            catch (NetlinkException e) when (e.Errno == Errno.EINVAL)
            {
                // A wireless device, on a kernel that does not tell beforehand (before Linux 6.14): the kernel saves it with its radio.
                return null;
            }
        }
    }
}
