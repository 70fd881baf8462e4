namespace LinuxNetns;

/// <summary>The mounts below a directory that is a mount itself, by their ids alone: a hundredth of what /proc/self/mountinfo takes, which tells everything of every mount on the host.</summary>
internal static unsafe class MountsBelow
{
    private const int Most = 1024;

    /// <summary>Whether these, and no others, are below it. False as well where that cannot be told: Linux before 6.8, a directory that is no mount, seccomp.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="ids">Unique ids (STATX_MNT_ID_UNIQUE); sorted here.</param>
    internal static bool Are(string directory, Span<ulong> ids)
    {
        Interop.StatxBuffer status;
        if (Interop.Statx(Interop.AT_FDCWD, directory, 0, Interop.STATX_MNT_ID_UNIQUE, &status) != 0 || (status.Mask & Interop.STATX_MNT_ID_UNIQUE) == 0)
            return false;
        ids.Sort();
        var request = new Interop.MountIdRequest { Size = (uint)sizeof(Interop.MountIdRequest), MountId = status.MountId };
        ulong* found = stackalloc ulong[Most];
        int count;
        do
        {
            count = Interop.Listmount(&request, found, Most);
            if (count < 0 || count > ids.Length || !ids[..count].SequenceEqual(new ReadOnlySpan<ulong>(found, count)))
                return false;
            ids = ids[count..];
            request.Parameter = count > 0 ? found[count - 1] : 0;
        }
        while (count == Most);
        return ids.IsEmpty;
    }
}
