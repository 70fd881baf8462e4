namespace LinuxNetns.Tests;

public sealed class FileLayoutTests
{
    [Fact]
    public void Everything_on_the_way_to_a_namespace_is_found()
    {
        FileLayout? layout = FileLayout.Read(BtfWriter.Kernel().Build(), out _);

        Assert.NotNull(layout);
        Assert.Equal((16, 8, 16, 8, 8, 32), (layout.Node, layout.Data, layout.FileSystem, layout.Magic, layout.Device, layout.Common));
        Assert.Equal((136, 0, 8, 24), (layout.CommonOfNetwork, layout.Operations, layout.Sock, layout.NetworkOfSock));
        Assert.Equal((1040, 1048), (layout.Table, layout.Command));
    }

    [Theory]
    [InlineData("ns_id", 160)]
    [InlineData("net_cookie", 1000)]
    public void A_namespace_s_id_is_where_the_kernel_keeps_it(string member, int offset)
    {
        NetworkLayout? facts = TaskLayout.Read(BtfWriter.Kernel(id: member).Build(), out _)?.Facts;

        Assert.NotNull(facts);
        Assert.Equal((offset, 8, 32, 8), (facts.KernelId, facts.Owner, facts.OwnerInode, facts.OwnerUser));
    }

    [Fact]
    public void A_kernel_without_ids_can_still_tell_who_is_where()
    {
        TaskLayout? layout = TaskLayout.Read(BtfWriter.Kernel(id: "none").Build(), out _);

        Assert.NotNull(layout);
        Assert.Null(layout.Facts);
        Assert.Equal((24, 24), (layout.Mounts, layout.MountInode));
    }

    [Fact]
    public void What_a_kernel_lacks_is_named()
    {
        var btf = new BtfWriter();
        Assert.Null(FileLayout.Read(btf.Build(), out string missing));
        Assert.Equal("bpf_iter_task", missing);
        Assert.Null(FileLayout.Read(BtfWriter.Kernel(iterators: 0).Build(), out missing));
        Assert.NotEmpty(missing);
    }

    [Fact]
    public void Cut_off_or_changed_anywhere_it_is_understood_or_not_and_no_more()
    {
        byte[] whole = BtfWriter.Kernel().Build();
        for (int length = 0; length < whole.Length; length++)
            Assert.Null(FileLayout.Read(whole.AsSpan(0, length), out _));
        var random = new Random(6);
        int understood = 0;
        for (int i = 0; i < 5_000; i++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (FileLayout.Read(changed, out _) is not { } layout)
                continue;
            understood++;
            ulong[] program = FileProgram.Assemble(layout, map: 5);
            Assert.Equal(0x95UL, BitConverter.IsLittleEndian ? program[^1] & 0xff : program[^1] >> 56);
        }

        Assert.NotEqual(0, understood);
    }

    [Fact]
    public void This_kernel_s_own_is_understood()
    {
        if (!File.Exists(BpfIterator.BtfPath))
            Assert.Skip("This kernel has no BTF.");

        FileLayout? layout = FileLayout.Read(File.ReadAllBytes(BpfIterator.BtfPath), out string missing);

        Assert.True(layout is not null, missing);
        Assert.NotNull(layout.Task.Mounts);
    }
}
