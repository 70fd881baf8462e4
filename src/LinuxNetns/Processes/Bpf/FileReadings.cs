namespace LinuxNetns;

/// <summary>What the iterator over descriptors wrote, in order.</summary>
internal static class FileReadings
{
    /// <summary>By process and number, each once: a table whose process has no main thread any more comes once for each thread that shares it.</summary>
    internal static DescriptorReading[] From(Span<FileRecord> records, ulong device)
    {
        records.Sort(Compare);
        var readings = new List<DescriptorReading>(records.Length);
        ReadOnlySpan<byte> name = default;
        string command = "";
        for (int i = 0; i < records.Length; i++)
        {
            ref readonly FileRecord record = ref records[i];
            if (record.ProcessId == 0 || record.ThreadId == 0 || (i > 0 && IsSame(in record, in records[i - 1])))
                continue;
            DescriptorKind kind = record.Kind == FileKind.Namespace ? DescriptorKind.Namespace : DescriptorKind.Socket;
            NamespaceFacts? facts = Facts(device, record.Inode, record.KernelId, record.OwnerUserNamespace, record.OwnerUserId);
            NamespaceId? id = record.Kind == FileKind.Tun ? null : facts?.Id ?? new NamespaceId(null, device, record.Inode);
            if (!record.Command.AsSpan().SequenceEqual(name))
            {
                name = record.Command.AsSpan();
                command = record.Command.ToString();
            }

            readings.Add(new DescriptorReading(record.ProcessId, record.ThreadId, record.Descriptor, kind, id, facts, command));
        }

        return [.. readings];
    }

    /// <summary>What a record tells of a namespace; null where the kernel's types did not say where it is.</summary>
    internal static NamespaceFacts? Facts(ulong device, uint inode, ulong kernelId, uint owner, uint user) =>
        kernelId == 0 || owner == 0 ? null : new NamespaceFacts(new NamespaceId(kernelId, device, inode), owner, user);

    private static bool IsSame(in FileRecord record, in FileRecord before) =>
        record.ProcessId == before.ProcessId && record.Descriptor == before.Descriptor && record.Table == before.Table;

    private static int Compare(FileRecord left, FileRecord right) =>
        (left.ProcessId, left.Descriptor, left.Table, left.ThreadId).CompareTo((right.ProcessId, right.Descriptor, right.Table, right.ThreadId));
}
