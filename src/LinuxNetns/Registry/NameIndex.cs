using System.IO.Enumeration;
using System.Text;

namespace LinuxNetns;

/// <summary>Which names stand for a namespace, by device and inode: one look at the process instead of one at every name.</summary>
/// <remarks>A namespace's name is a mount, so the index is good while the mount table and the directory are unchanged. Entries that are symbolic links change without either:
/// a directory that holds one is read again every time.</remarks>
internal sealed unsafe class NameIndex(string runDirectory)
{
    // Directory times have the resolution of the kernel's tick: what changes right after the reading may show no new time.
    private static readonly long s_unsettled = TimeSpan.FromMilliseconds(50).Ticks;

    private readonly byte[] _path = Encoding.UTF8.GetBytes(runDirectory + '\0');
    private readonly object _gate = new();
    private Dictionary<(ulong Device, ulong Inode), string[]> _names = [];
    private long _generation = -1;
    private DirectoryStamp _stamp;
    private bool _reusable;

    /// <summary>The names; none where it has no name.</summary>
    internal IReadOnlyList<string> Find(NamespaceId id)
    {
        lock (_gate)
        {
            long generation = MountTable.Generation();
            DirectoryStamp stamp = ReadStamp();
            if (!_reusable || generation != _generation || stamp != _stamp)
            {
                Rebuild();
                _generation = generation;
                _stamp = stamp;
                _reusable &= DateTime.UtcNow.Ticks - stamp.ChangedTicks > s_unsettled;
            }

            return _names.TryGetValue((id.Device, id.Inode), out string[]? names) ? names : [];
        }
    }

    private void Rebuild()
    {
        var lists = new Dictionary<(ulong, ulong), List<string>>();
        _reusable = true;
        try
        {
            // The constructor opens the directory.
            var entries = new FileSystemEnumerable<(string Name, bool IsLink)>(
                runDirectory,
                static (ref FileSystemEntry entry) => (entry.FileName.ToString(), (entry.Attributes & FileAttributes.ReparsePoint) != 0),
                new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true });
            foreach ((string name, bool isLink) in entries)
            {
                _reusable &= !isLink;
                Interop.StatxBuffer status;
                if (Interop.Statx(Interop.AT_FDCWD, Path.Join(runDirectory, name), 0, Interop.STATX_INO, &status) != 0)
                    continue;
                (ulong, ulong) key = (status.Device, status.Inode);
                if (!lists.TryGetValue(key, out List<string>? names))
                    lists.Add(key, names = []);
                names.Add(name);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // No directory, no names.
        }

        _names = lists.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToArray());
    }

    private DirectoryStamp ReadStamp()
    {
        Interop.StatxBuffer status;
        fixed (byte* path = _path)
        {
            return Interop.Statx(Interop.AT_FDCWD, path, 0, Interop.STATX_BASIC_STATS, &status) == 0
                ? new DirectoryStamp(status.Device, status.Inode, status.ChangeSeconds, status.ChangeNanoseconds)
                : default;
        }
    }

    private readonly record struct DirectoryStamp(ulong Device, ulong Inode, long Seconds, uint Nanoseconds)
    {
        internal long ChangedTicks => DateTime.UnixEpoch.Ticks + (Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100);
    }
}
