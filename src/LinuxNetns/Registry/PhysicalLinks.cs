using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Saves network cards from a namespace that is about to end: the kernel would throw them back into the initial namespace, renamed where the name is taken there
/// (default_device_exit_net in net/core/dev.c).</summary>
internal static class PhysicalLinks
{
    internal static IReadOnlyList<string> Evacuate(NetworkNamespace ns)
    {
        List<string>? moved = null;
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        foreach (Link link in ns.Links.List())
        {
            if (!link.IsPhysical)
                continue;
            ns.Links.MoveTo(link.Name, here.Handle);
            (moved ??= []).Add(link.Name);
        }

        return moved ?? (IReadOnlyList<string>)[];
    }
}
