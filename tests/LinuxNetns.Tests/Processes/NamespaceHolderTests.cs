namespace LinuxNetns.Tests;

public sealed class NamespaceHolderTests
{
    [Theory]
    [InlineData("(sd-pam)", "process 7 ((sd-pam))")]
    [InlineData("a b) (c", "process 7 (a b) (c)")]
    [InlineData("a\nb\tc", "process 7 (a?b?c)")]
    [InlineData("\u001b[31mred", "process 7 (?[31mred)")]
    [InlineData("", "process 7 ()")]
    [InlineData(null, "process 7")]
    public void A_command_name_cannot_break_the_line(string? command, string line) =>
        Assert.Equal(line, new NamespaceHolder { Kind = NamespaceHolderKind.Process, ProcessId = 7, Command = command }.ToString());

    [Fact]
    public void Nor_can_a_mount_point() =>
        Assert.Equal(
            "mount /a?b in the mount namespace of process 7",
            new NamespaceHolder { Kind = NamespaceHolderKind.Mount, ProcessId = 7, MountPoint = "/a\nb" }.ToString());

    [Fact]
    public void Every_kind_has_a_line_of_its_own()
    {
        IEnumerable<string> lines = Enum.GetValues<NamespaceHolderKind>()
            .Select(kind => new NamespaceHolder { Kind = kind, ProcessId = 7, ThreadId = kind == NamespaceHolderKind.Thread ? 8 : null, Descriptor = 9, MountPoint = "/a", Command = "c" }.ToString());

        Assert.Equal(
            ["process 7 (c)", "thread 8 of process 7 (c)", "descriptor 9 of process 7 (c)", "socket 9 of process 7 (c)", "mount /a in the mount namespace of process 7 (c)"],
            lines);
    }

    [Theory]
    [InlineData(NamespaceHolderKind.Descriptor, "descriptor 9 of thread 8 of process 7 (c)")]
    [InlineData(NamespaceHolderKind.Socket, "socket 9 of thread 8 of process 7 (c)")]
    public void A_table_of_a_thread_s_own_is_said(NamespaceHolderKind kind, string line) =>
        Assert.Equal(line, new NamespaceHolder { Kind = kind, ProcessId = 7, ThreadId = 8, Descriptor = 9, Command = "c" }.ToString());
}
