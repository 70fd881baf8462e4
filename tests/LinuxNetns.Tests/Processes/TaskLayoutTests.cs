namespace LinuxNetns.Tests;

public sealed class TaskLayoutTests
{
    private static string Real => BpfIterator.BtfPath;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Members_are_found_also_behind_typedefs_qualifiers_and_in_nameless_structures(bool nested)
    {
        TaskLayout? layout = TaskLayout.Read(BtfWriter.Kernel(nested: nested).Build(), out _);

        Assert.NotNull(layout);
        Assert.Equal((1008, 1012, 1016, 1024, 1032), (layout.Thread, layout.Process, layout.Namespaces, layout.Numbers, layout.MainThread));
        Assert.Equal((40, 152), (layout.Network, layout.Inode));
        Assert.Equal((4, 96, 16), (layout.Level, layout.FirstNumber, layout.NumberSize));
    }

    [Fact]
    public void What_a_kernel_lacks_is_named()
    {
        Assert.Equal("bpf_iter_task", Missing(BtfWriter.Kernel(iterators: 0)));
        Assert.Equal("task_struct.nsproxy.net_ns.ns.inum", Missing(BtfWriter.Kernel(network: "net_namespace")));
        Assert.Equal("task_struct with pid, tgid, group_leader", Missing(BtfWriter.Kernel(numberBytes: 8)));
        Assert.Null(TaskLayout.Read([], out string header));
        Assert.Equal("a header", header);
    }

    [Fact]
    public void A_kind_of_a_later_kernel_ends_the_search()
    {
        var btf = new BtfWriter();
        btf.Other((BtfKind)25, 0);
        btf.Function("bpf_iter_task");

        Assert.Equal("bpf_iter_task", Missing(btf));
    }

    [Fact]
    public void Types_that_go_round_in_circles_are_given_up()
    {
        var btf = new BtfWriter();
        int typedef = btf.Qualified(BtfKind.Typedef, 2);
        btf.Qualified(BtfKind.Const, typedef);
        btf.Structure("task_struct", 8, ("pid", typedef, 0), ("", 3, 0));
        btf.Function("bpf_iter_task");

        Assert.NotNull(Missing(btf));

        // A structure that holds itself without a name, many times over.
        btf = new BtfWriter();
        btf.Structure("task_struct", 8, [.. Enumerable.Repeat(("", 1, 0), 60_000)]);
        btf.Function("bpf_iter_task");

        Assert.NotNull(Missing(btf));
    }

    [Fact]
    public void Bit_fields_and_offsets_no_instruction_can_hold_are_refused()
    {
        var btf = new BtfWriter();
        int number = btf.Integer("int", 4);
        btf.Structure(BtfKind.Struct, true, "task_struct", 8, ("pid", number, 64 | (3 << 24)), ("tgid", number, 96), ("group_leader", btf.Pointer(number), 128));
        btf.Function("bpf_iter_task");

        Assert.Equal("task_struct with pid, tgid, group_leader", Missing(btf));
    }

    [Fact]
    public void Cut_off_anywhere_it_is_not_understood_and_nothing_is_read_beyond_its_end()
    {
        byte[] whole = BtfWriter.Kernel().Build();

        for (int length = 0; length < whole.Length; length++)
            Assert.Null(TaskLayout.Read(whole.AsSpan(0, length), out _));
    }

    [Fact]
    public void Changed_anywhere_it_is_understood_or_not_and_no_more()
    {
        byte[] whole = BtfWriter.Kernel(nested: true).Build();
        var random = new Random(6);
        int understood = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = [.. whole];
            for (int n = random.Next(1, 4); n > 0; n--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (TaskLayout.Read(changed, out string missing) is { } layout)
            {
                understood++;
                Assert.InRange(layout.Inode, 0, short.MaxValue);
            }
            else
            {
                Assert.NotEmpty(missing);
            }
        }

        Assert.NotEqual(0, understood);
        Assert.NotEqual(20_000, understood);
    }

    [Fact]
    public void This_kernel_s_own_is_understood_whole_and_not_cut_off()
    {
        if (!File.Exists(Real))
            Assert.Skip("This kernel has no BTF.");
        byte[] content = File.ReadAllBytes(Real);

        Assert.NotNull(TaskLayout.Read(content, out _));
        var random = new Random(6);
        for (int i = 0; i < 20; i++)
            Assert.Null(TaskLayout.Read(content.AsSpan(0, random.Next(content.Length)), out _));
    }

    private static string? Missing(BtfWriter btf) => TaskLayout.Read(btf.Build(), out string missing) is null ? missing : null;
}
