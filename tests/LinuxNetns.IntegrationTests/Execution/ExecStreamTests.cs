using System.Text;

namespace LinuxNetns.IntegrationTests;

public sealed class ExecStreamTests : ExecFixture
{
    [Fact]
    public async Task Much_output_on_both_pipes_does_not_stop_the_command()
    {
        CommandResult result = await Run("head -c 1048576 /dev/zero | tr '\\0' e >&2; head -c 1048576 /dev/zero | tr '\\0' o");

        Assert.Equal((new string('o', 1 << 20), new string('e', 1 << 20)), (result.StandardOutput, result.StandardError));
    }

    [Fact]
    public async Task Input_is_given_and_ended()
    {
        string text = string.Concat(Enumerable.Repeat("Größe 0123456789\n", 20_000));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Equal(text, (await Run("cat", new ExecOptions { InputText = text })).StandardOutput);
        Assert.Equal(text, (await Run("cat", new ExecOptions { InputStream = stream })).StandardOutput);
        Assert.Equal("", (await Run("cat")).StandardOutput);
    }

    [Fact]
    public async Task Input_that_nobody_reads_is_no_failure()
    {
        var options = new ExecOptions { InputText = new string('x', 1 << 20) };

        Assert.Equal(0, (await Run("exit 0", options)).ExitCode);
        Assert.Equal(0, (await Run("sleep 0.2 < /dev/null & exec < /dev/null; wait", options)).ExitCode);
    }

    [Fact]
    public async Task Input_that_fails_is_the_callers_failure()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Run("cat", new ExecOptions { InputStream = new FailingStream() }));
    }

    [Fact]
    public async Task Input_that_never_comes_does_not_outlast_the_command()
    {
        using var never = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        using var input = new System.IO.Pipes.AnonymousPipeClientStream(System.IO.Pipes.PipeDirection.In, never.ClientSafePipeHandle);

        Assert.Equal(0, (await Run("exit 0", new ExecOptions { InputStream = input })).ExitCode);
        Assert.True((await Run("cat", new ExecOptions { InputStream = new DeafStream(), Timeout = TimeSpan.FromSeconds(0.2) })).TimedOut);
    }

    [Fact]
    public async Task Output_is_in_the_encoding_asked_for()
    {
        var options = new ExecOptions { Encoding = Encoding.Latin1 };

        Assert.Equal("ÿ", (await Run("printf '\\377'", options)).StandardOutput);
        Assert.Equal("\uFFFD", (await Run("printf '\\377'")).StandardOutput);
    }

    [Fact]
    public async Task Output_can_be_thrown_away()
    {
        CommandResult result = await Run("where=$(readlink /proc/$$/fd/1); echo $where >&2; echo lost", new ExecOptions { StandardOutput = StandardStreamMode.Null });

        Assert.Equal(("", "/dev/null\n"), (result.StandardOutput, result.StandardError));
    }

    [Fact]
    public async Task Piped_streams_are_a_conversation()
    {
        var options = new ExecOptions { StandardInput = StandardStreamMode.Piped, StandardOutput = StandardStreamMode.Piped };
        await using NamespaceProcess process = Namespace.StartProcess("cat", options: options);
        using var output = new StreamReader(process.StandardOutput);
        await using var input = new StreamWriter(process.StandardInput) { AutoFlush = true };

        foreach (string word in (string[])["one", "two"])
        {
            await input.WriteLineAsync(word);
            Assert.Equal(word, await output.ReadLineAsync(Token));
        }

        await input.DisposeAsync();
        Assert.Null(await output.ReadLineAsync(Token));
        Assert.True((await process.WaitForExitAsync(Token)).IsSuccess);
        Assert.Throws<InvalidOperationException>(() => process.StandardError);
    }

    [Fact]
    public async Task The_child_gets_its_three_streams_and_no_other_descriptor_of_ours()
    {
        using FileStream ours = File.OpenRead("/dev/zero");

        string open = await Shell("for f in /proc/$$/fd/*; do readlink $f; done; true");

        Assert.DoesNotContain("/dev/zero", open, StringComparison.Ordinal);
        Assert.DoesNotContain("net:", open, StringComparison.Ordinal);
    }

    /// <summary>Never ends a read, whatever it is told.</summary>
    private sealed class DeafStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await new TaskCompletionSource().Task;
            return 0;
        }
    }

    private sealed class FailingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidDataException();
    }
}
