using System.Globalization;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The marks of namespaces that are down: empty files beside the registry directory, never in it, because everything in it is taken for a name.</summary>
/// <remarks>A file is named after the boot and the namespace's kernel id, which no other namespace of that boot has: a mark survives a rename and cannot pass to another namespace.</remarks>
internal sealed class AdministrativeMarks(string runDirectory, IRegistryKernel kernel)
{
    private readonly string _directory = runDirectory.TrimEnd('/') + ".down";

    internal bool Any => Directory.Exists(_directory);

    internal AdministrativeState Read(NamespaceId id) => File.Exists(PathOf(id)) ? AdministrativeState.Down : AdministrativeState.Up;

    internal void Write(NamespaceId id, AdministrativeState state)
    {
        string path = PathOf(id);
        if (state == AdministrativeState.Up)
        {
            Check(kernel.Unlink(path), Errno.ENOENT, "unlink", path);
            return;
        }

        Check(kernel.MakeDirectory(_directory), Errno.EEXIST, "mkdir", _directory);
        // Made exclusively: a link that somebody has laid there is not followed.
        Check(kernel.CreatePlaceholder(path), Errno.EEXIST, "create", path);
    }

    /// <summary>Forgets the mark of a namespace that has lost its last name.</summary>
    internal void Forget(NamespaceId id)
    {
        if (Any && Read(id) == AdministrativeState.Down)
            Write(id, AdministrativeState.Up);
    }

    private static void Check(Errno errno, Errno expected, string operation, string path)
    {
        if (errno != Errno.None && errno != expected)
            throw Interop.Error(errno, operation, path);
    }

    private string PathOf(NamespaceId id)
    {
        // Without kernel ids the inode has to do; it is recycled, so the mark is forgotten with the last name.
        string key = id.KernelId is { } kernelId
            ? string.Create(CultureInfo.InvariantCulture, $"{BootId.Value}-{kernelId}")
            : string.Create(CultureInfo.InvariantCulture, $"{BootId.Value}-inode-{id.Inode}");
        return Path.Join(_directory, key);
    }
}
