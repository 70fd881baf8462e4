using System.Text;

namespace LinuxNetns.Tests;

/// <summary>Writes type descriptions as a kernel would have them: linux/btf.h. Ids count from 1.</summary>
internal sealed class BtfWriter
{
    private readonly MemoryStream _types = new();
    private readonly MemoryStream _strings = new();
    private int _next = 1;

    internal BtfWriter() => _strings.WriteByte(0);

    internal int Integer(string name, int bytes) => Add(name, BtfKind.Integer, 0, bytes, (uint)(bytes * 8));

    internal int Pointer(int to) => Add("", BtfKind.Pointer, 0, to);

    internal int Qualified(BtfKind kind, int type) => Add(kind == BtfKind.Typedef ? "alias" : "", kind, 0, type);

    internal int Array(int of, int count) => Add("", BtfKind.Array, 0, 0, (uint)of, (uint)of, (uint)count);

    internal int Function(string name) => Add(name, BtfKind.Function, 0, 0);

    internal int Other(BtfKind kind, int count, params uint[] rest) => Add("other", kind, count, 0, rest);

    /// <summary>Members by name, type and bit offset.</summary>
    internal int Structure(string name, int bytes, params (string Name, int Type, int Bits)[] members) => Structure(BtfKind.Struct, false, name, bytes, members);

    internal int Structure(BtfKind kind, bool bitFields, string name, int bytes, params (string Name, int Type, int Bits)[] members) =>
        Add(name, kind, members.Length | (bitFields ? int.MinValue : 0), bytes, [.. members.SelectMany(m => new[] { String(m.Name), (uint)m.Type, (uint)m.Bits })]);

    internal byte[] Build()
    {
        using var all = new MemoryStream();
        using var writer = new BinaryWriter(all);
        writer.Write((ushort)0xeb9f);
        writer.Write((byte)1);
        writer.Write((byte)0);
        foreach (uint field in new[] { 24u, 0u, (uint)_types.Length, (uint)_types.Length, (uint)_strings.Length })
            writer.Write(field);
        writer.Write(_types.ToArray());
        writer.Write(_strings.ToArray());
        return all.ToArray();
    }

    /// <summary>The structures that the iterator needs, at offsets of their own.</summary>
    internal static BtfWriter Kernel(int numberBytes = 4, string network = "net_ns", bool nested = false, int iterators = 1, string id = "ns_id")
    {
        var btf = new BtfWriter();
        int number = btf.Qualified(BtfKind.Typedef, btf.Integer("int", numberBytes));
        btf.Other(BtfKind.Enum, 2, 0, 1, 0, 2);
        btf.Other(BtfKind.FunctionPrototype, 1, 0, 1);
        btf.Other(BtfKind.DataSection, 1, 1, 0, 4);
        btf.Other(BtfKind.Enum64, 1, 0, 1, 0);
        btf.Other(BtfKind.Variable, 0, 1);
        btf.Other(BtfKind.DeclarationTag, 0, 1);
        for (int i = 0; i < 200; i++)
            btf.Other(BtfKind.Forward, 0);
        int wide = btf.Integer("u64", 8);
        int common = btf.Structure("ns_common", 32, ("ops", btf.Pointer(number), 0), ("inum", btf.Qualified(BtfKind.Const, number), 128), (id == "ns_id" ? id : "other", wide, 192));
        int user = btf.Structure("user_namespace", 64, ("owner", btf.Structure("", 4, ("val", number, 0)), 64), ("ns", common, 128));
        int net = btf.Structure("net", 4096, ("passive", number, 0), ("user_ns", btf.Pointer(user), 64), ("ns", common, 1088), (id == "net_cookie" ? id : "cookie", wide, 8000));
        int mounts = btf.Structure("mnt_namespace", 64, ("ns", common, 64));
        int nsproxy = btf.Structure("nsproxy", 64, ("count", number, 0), ("mnt_ns", btf.Pointer(mounts), 192), (network, btf.Pointer(net), 320));
        int upid = btf.Structure("upid", 16, ("nr", number, 0), ("ns", btf.Pointer(number), 64));
        int pid = btf.Structure("pid", 112, ("level", number, 32), ("numbers", btf.Array(upid, 0), 768));
        int pointers = btf.Structure(BtfKind.Struct, true, "", 64,
            ("pid", number, 64), ("tgid", number, 96), ("nsproxy", btf.Qualified(BtfKind.TypeTag, btf.Pointer(btf.Qualified(BtfKind.Volatile, nsproxy))), 128),
            ("thread_pid", btf.Pointer(pid), 192), ("group_leader", btf.Pointer(number), 256), ("files", btf.Pointer(number), 320), ("comm", btf.Array(number, 16), 384));
        if (nested)
            btf.Structure("task_struct", 8192, ("before", number, 0), ("", btf.Structure(BtfKind.Union, false, "", 64, ("", pointers, 0)), 8000));
        else
            btf.Structure("task_struct", 8192, ("pid", number, 8064), ("tgid", number, 8096), ("nsproxy", btf.Pointer(nsproxy), 8128), ("thread_pid", btf.Pointer(pid), 8192),
                ("group_leader", btf.Pointer(number), 8256), ("files", btf.Pointer(number), 8320), ("comm", btf.Array(number, 16), 8384));
        WriteFiles(btf, number, wide, net, iterators);
        for (int i = 0; i < iterators; i++)
            btf.Function("bpf_iter_task");
        return btf;
    }

    private static void WriteFiles(BtfWriter btf, int number, int wide, int net, int iterators)
    {
        int untyped = btf.Pointer(0);
        int superBlock = btf.Structure("super_block", 128, ("s_magic", wide, 64));
        int inode = btf.Structure("inode", 512, ("i_rdev", number, 64), ("i_sb", btf.Pointer(superBlock), 128), ("i_private", untyped, 256));
        btf.Structure("file", 256, ("private_data", untyped, 64), ("f_inode", btf.Pointer(inode), 128));
        int possible = btf.Qualified(BtfKind.Typedef, btf.Structure("", 8, ("net", btf.Pointer(net), 0)));
        int sock = btf.Structure("sock", 512, ("__sk_common", btf.Structure("sock_common", 128, ("skc_net", possible, 192)), 0));
        btf.Structure("socket", 128, ("sk", btf.Pointer(sock), 64));
        for (int i = 0; i < iterators; i++)
            btf.Function("bpf_iter_task_file");
    }

    private int Add(string name, BtfKind kind, int count, int sizeOrType, params uint[] rest)
    {
        foreach (uint field in (uint[])[String(name), (uint)count | ((uint)kind << 24), (uint)sizeOrType, .. rest])
            _types.Write(BitConverter.GetBytes(field));
        return _next++;
    }

    private uint String(string text)
    {
        if (text.Length == 0)
            return 0;
        uint at = (uint)_strings.Length;
        _strings.Write(Encoding.ASCII.GetBytes(text + '\0'));
        return at;
    }
}
