namespace LinuxNetns;

/// <summary>What an open namespace tells about itself.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="OwnerUserNamespace">The inode of the owning user namespace; null where that may not be asked.</param>
/// <param name="OwnerUserId">The user that made that one; null where that may not be asked.</param>
internal readonly record struct NamespaceFacts(NamespaceId Id, ulong? OwnerUserNamespace, uint? OwnerUserId);
