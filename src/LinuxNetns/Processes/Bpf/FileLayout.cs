namespace LinuxNetns;

/// <summary>Where the kernel that runs keeps what the iterator over descriptors looks at: offsets in bytes.</summary>
internal sealed record FileLayout
{
    /// <summary>The BTF id of <c>bpf_iter_task_file</c>.</summary>
    internal required int Iterator { get; init; }

    /// <summary>The thread whose table it is.</summary>
    internal required TaskLayout Task { get; init; }

    /// <summary><c>task_struct.files</c>.</summary>
    internal required int Table { get; init; }

    /// <summary><c>task_struct.comm</c>.</summary>
    internal required int Command { get; init; }

    /// <summary><c>file.f_inode</c>.</summary>
    internal required int Node { get; init; }

    /// <summary><c>file.private_data</c>: of a socket, its <c>struct socket</c>.</summary>
    internal required int Data { get; init; }

    /// <summary><c>inode.i_sb</c>.</summary>
    internal required int FileSystem { get; init; }

    /// <summary><c>super_block.s_magic</c>.</summary>
    internal required int Magic { get; init; }

    /// <summary><c>inode.i_rdev</c>.</summary>
    internal required int Device { get; init; }

    /// <summary><c>inode.i_private</c>: of a namespace, its <c>struct ns_common</c>.</summary>
    internal required int Common { get; init; }

    /// <summary><c>net.ns</c>.</summary>
    internal required int CommonOfNetwork { get; init; }

    /// <summary><c>ns_common.ops</c>: the same for all namespaces of a kind.</summary>
    internal required int Operations { get; init; }

    /// <summary><c>socket.sk</c>.</summary>
    internal required int Sock { get; init; }

    /// <summary><c>sock.__sk_common.skc_net.net</c>.</summary>
    internal required int NetworkOfSock { get; init; }

    /// <summary>Finds it; otherwise <paramref name="missing"/> says what is not there, or not as it should be.</summary>
    internal static FileLayout? Read(ReadOnlySpan<byte> content, out string missing)
    {
        TaskLayout? task = TaskLayout.Read(content, out missing);
        if (task is null || !Btf.TryOpen(content, out Btf btf))
            return null;
        btf.Find("file"u8, "bpf_iter_task_file"u8, out int file, out int iterator);
        missing = "bpf_iter_task_file";
        if (iterator == 0)
            return null;
        missing = "task_struct with files, comm";
        if (!btf.TryFindMember(task.TaskType, "files"u8, out BtfMember table) || !btf.TryFindMember(task.TaskType, "comm"u8, out BtfMember command))
            return null;
        missing = "file.f_inode with i_sb->s_magic, i_rdev, i_private";
        if (!btf.TryFindPointer(file, "f_inode"u8, out int node, out int inode) || !btf.TryFindPointer(inode, "i_sb"u8, out int fileSystem, out int superBlock)
            || !btf.TryFindNumber(superBlock, "s_magic"u8, sizeof(ulong), out int magic) || !btf.TryFindNumber(inode, "i_rdev"u8, sizeof(uint), out int device)
            || !btf.TryFindMember(inode, "i_private"u8, out BtfMember common))
            return null;
        missing = "net.ns.ops";
        if (!btf.TryFindMember(task.NetworkType, "ns"u8, out BtfMember ns) || !btf.TryFindMember(ns.Type, "ops"u8, out BtfMember operations))
            return null;
        btf.Find("socket"u8, "bpf_iter_task_file"u8, out int socket, out _);
        missing = "file.private_data, socket.sk->__sk_common.skc_net.net";
        if (!btf.TryFindMember(file, "private_data"u8, out BtfMember data) || !btf.TryFindPointer(socket, "sk"u8, out int sk, out int sock)
            || !btf.TryFindMember(sock, "__sk_common"u8, out BtfMember skCommon) || !btf.TryFindMember(skCommon.Type, "skc_net"u8, out BtfMember possible)
            || !btf.TryFindMember(possible.Type, "net"u8, out BtfMember network))
            return null;
        var layout = new FileLayout
        {
            Iterator = iterator,
            Task = task,
            Table = table.Offset,
            Command = command.Offset,
            Node = node,
            Data = data.Offset,
            FileSystem = fileSystem,
            Magic = magic,
            Device = device,
            Common = common.Offset,
            CommonOfNetwork = ns.Offset,
            Operations = operations.Offset,
            Sock = sk,
            NetworkOfSock = skCommon.Offset + possible.Offset + network.Offset,
        };
        missing = "offsets that an instruction can hold";
        return layout.Fits() ? layout : null;
    }

    private bool Fits() => new[] { Table, Command, Node, Data, FileSystem, Magic, Device, Common, CommonOfNetwork + Operations, Sock, NetworkOfSock }.All(static offset => offset is >= 0 and <= short.MaxValue);
}
