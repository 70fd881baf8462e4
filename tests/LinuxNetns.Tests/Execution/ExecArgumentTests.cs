namespace LinuxNetns.Tests;

/// <summary>What is refused before anything is done: no privilege is needed to be told.</summary>
public sealed class ExecArgumentTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task A_command_must_have_a_name(string name)
    {
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();

        Assert.Throws<ArgumentException>(() => current.StartProcess(name));
        Assert.Throws<ArgumentException>(() => current.ReplaceProcess(name));
        await Assert.ThrowsAsync<ArgumentException>(() => current.ExecAsync(name, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Arguments_hold_no_NUL_and_no_null()
    {
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();

        Assert.Throws<ArgumentException>("arguments", () => current.StartProcess("true", ["a\0b"]));
        Assert.Throws<ArgumentNullException>("arguments", () => current.StartProcess("true", [null!]));
    }

    public static TheoryData<ExecOptions, string> Refused => new()
    {
        { new ExecOptions { WorkingDirectory = "/nonexistent/directory" }, "/nonexistent/directory" },
        { new ExecOptions { WorkingDirectory = "/etc/passwd" }, "does not exist" },
        { new ExecOptions { WorkingDirectory = "" }, "WorkingDirectory" },
        { new ExecOptions { User = "nobody-of-that-name" }, "nobody-of-that-name" },
        { new ExecOptions { Group = "no-group-of-that-name" }, "no-group-of-that-name" },
        { new ExecOptions { Binds = [new BindMount("relative", "/etc")] }, "absolute" },
        { new ExecOptions { Binds = [new BindMount("/etc", "")] }, "Target" },
        { new ExecOptions { Environment = new Dictionary<string, string?> { ["A=B"] = "" } }, "A=B" },
        { new ExecOptions { Timeout = TimeSpan.FromSeconds(-5) }, "timeout" },
        { new ExecOptions { Timeout = TimeSpan.MaxValue }, "timeout" },
        { new ExecOptions { InputText = "x", InputStream = Stream.Null }, "exclude" },
        { new ExecOptions { InputText = "x", StandardInput = StandardStreamMode.Null }, "not piped" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task Options_that_cannot_be_are_refused(ExecOptions options, string said)
    {
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();

        ArgumentException e = await Assert.ThrowsAnyAsync<ArgumentException>(() => current.ExecAsync("true", options: options, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_a_run_are_refused_for_a_process()
    {
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();

        Assert.Throws<ArgumentException>(() => current.StartProcess("true", options: new ExecOptions { Timeout = TimeSpan.FromSeconds(1) }));
        Assert.Throws<ArgumentException>(() => current.ReplaceProcess("true", options: new ExecOptions { InputText = "" }));
        Assert.Throws<ArgumentException>(() => current.ReplaceProcess("true", options: new ExecOptions { StandardOutput = StandardStreamMode.Piped }));
    }

    [Fact]
    public async Task A_closed_handle_is_said_to_be_closed()
    {
        NetworkNamespace closed = NetworkNamespace.OpenCurrent();
        closed.Dispose();

        Assert.Throws<ObjectDisposedException>(() => closed.StartProcess("true"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed.ExecAsync("true", cancellationToken: TestContext.Current.CancellationToken));
    }
}
