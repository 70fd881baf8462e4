namespace LinuxNetns;

/// <summary>A command that is run to its end, with its output gathered.</summary>
internal sealed class CapturedRun : IAsyncDisposable
{
    // After everything was killed: a pipe that is still open is held by somebody who could not be found, an end that does not come by somebody who could not be killed.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly NamespaceProcess _process;
    private readonly ExecOptions _options;
    private readonly string _fileName;
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();

    internal CapturedRun(NamespaceProcess process, string fileName, ExecOptions options)
    {
        _process = process;
        _fileName = fileName;
        _options = options;
    }

    /// <summary>Waits for the end of the command and of its output.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of it runs any more.</exception>
    internal async Task<CommandResult> FinishAsync(CancellationToken cancellationToken)
    {
        Task input = FeedAsync();
        Task<ProcessExit> exit = _process.WaitForExitAsync(CancellationToken.None);
        Task all = Task.WhenAll(exit, GatherAsync(_options.StandardOutput, 1, _output), GatherAsync(_options.StandardError, 2, _error));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_options.Timeout is TimeSpan timeout)
            limit.CancelAfter(timeout);
        bool timedOut = false;
        try
        {
            await all.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            timedOut = !cancellationToken.IsCancellationRequested;
            await Task.Run(() => _process.Kill(entireProcessTree: true), CancellationToken.None).ConfigureAwait(false);
            await Task.WhenAny(all, Task.Delay(s_patience, CancellationToken.None)).ConfigureAwait(false);
        }
        finally
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(all, input)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await input.ConfigureAwait(false);
        ProcessExit end = exit.IsCompletedSuccessfully ? await exit.ConfigureAwait(false) : default;
        return new CommandResult
        {
            FileName = _fileName,
            ExitCode = end.ExitCode,
            Signal = end.Signal,
            TimedOut = timedOut,
            StandardOutput = Text(_output),
            StandardError = Text(_error),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task GatherAsync(StandardStreamMode kind, int number, MemoryStream into)
    {
        if (kind != StandardStreamMode.Piped)
            return;
        Stream from = number == 1 ? _process.StandardOutput : _process.StandardError;
        try
        {
            await from.CopyToAsync(into, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What came so far is the result.
        }
    }

    private async Task FeedAsync()
    {
        if (_options.StandardInput != StandardStreamMode.Piped)
            return;
        Stream to = _process.StandardInput;
        await using (to.ConfigureAwait(false))
        {
            try
            {
                if (_options.InputText is string text)
                    await WriteAsync(to, _options.Encoding.GetBytes(text)).ConfigureAwait(false);
                else if (_options.InputStream is Stream from)
                    await CopyAsync(from, to).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // It ended without reading all.
            }
        }
    }

    private async Task CopyAsync(Stream from, Stream to)
    {
        byte[] buffer = new byte[16 * 1024];
        int count;
        do
            count = await from.ReadAsync(buffer, _stop.Token).ConfigureAwait(false);
        while (count > 0 && await WriteAsync(to, buffer.AsMemory(0, count)).ConfigureAwait(false));
    }

    /// <summary>False if nobody reads any more (EPIPE), which is the command's right.</summary>
    private async Task<bool> WriteAsync(Stream to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await to.WriteAsync(bytes, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string Text(MemoryStream bytes) => _options.Encoding.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
}
