using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>One name of a directory, looked at.</summary>
/// <param name="Name">The name.</param>
/// <param name="State">What its file is.</param>
/// <param name="Id">Whose it is; null for what is no network namespace.</param>
/// <param name="MountId">The unique id of the mount that a live one is; 0 where the kernel tells none.</param>
/// <param name="Handle">A live one's descriptor, to be closed.</param>
internal readonly record struct NameLook(string Name, NamespaceEntryState State, NamespaceId? Id, ulong MountId, SafeFileHandle? Handle)
{
    /// <summary>Null where it is no longer there.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">Its path.</param>
    /// <param name="inside">Before Linux 6.18 the kernel's id costs a visit to the namespace: whether it is worth that.</param>
    internal static NameLook? At(DirectoryName name, string path, bool inside)
    {
        if (!name.IsUtf8)
            return new NameLook(name.Text, NamespaceEntryState.NotUtf8, Id: null, MountId: 0, Handle: null);
        if (NamespaceFile.Examine(path, out SafeFileHandle? handle, out Interop.StatxBuffer status) is not { } state)
            return null;
        NamespaceId? id = null;
        if (handle is not null)
            id = Identify(handle, status, inside);
        return new NameLook(name.Text, state, id, (status.Mask & Interop.STATX_MNT_ID_UNIQUE) != 0 ? status.MountId : 0, handle);
    }

    private static NamespaceId Identify(SafeFileHandle handle, in Interop.StatxBuffer status, bool inside)
    {
        try
        {
            return inside ? NamespaceIdentity.Read(handle)
                : (status.Mask & Interop.STATX_INO) == 0 ? NamespaceIdentity.ReadWithoutEntering(handle)
                : new NamespaceId(NamespaceIdentity.KernelId((int)handle.DangerousGetHandle()), status.Device, status.Inode);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
