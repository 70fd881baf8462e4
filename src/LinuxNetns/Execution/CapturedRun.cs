using System.Runtime.ExceptionServices;

namespace LinuxNetns;

/// <summary>A command that is run to its end, with its output gathered.</summary>
internal sealed class CapturedRun : IAsyncDisposable
{
    // After everything was killed: a pipe that is still open is held by somebody who could not be found, an end that does not come by somebody who could not be killed.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly NamespaceProcess _process;
    private readonly ExecOptions _options;
    private readonly string _fileName;
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();
    private volatile ExceptionDispatchInfo? _inputFailure;

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
        _ = FeedAsync();
        Task<ProcessExit> exit = _process.WaitForExitAsync(CancellationToken.None);
        Task output = Task.WhenAll(GatherAsync(_options.StandardOutput, 1, _output), GatherAsync(_options.StandardError, 2, _error));
        bool inTime = await WaitAsync(Task.WhenAll(exit, output), cancellationToken).ConfigureAwait(false);
        if (!inTime)
        {
            await Task.Run(() => _process.Kill(entireProcessTree: true), CancellationToken.None).ConfigureAwait(false);
            await Task.WhenAny(Task.WhenAll(exit, output), Task.Delay(s_patience, CancellationToken.None)).ConfigureAwait(false);
        }

        // The input is not waited for: a read from the caller's stream may never end. It lets go of the pipe by itself.
        await _stop.CancelAsync().ConfigureAwait(false);
        await output.ConfigureAwait(false);
        if (!inTime)
            cancellationToken.ThrowIfCancellationRequested();
        _inputFailure?.Throw();
        ProcessExit end = exit.IsCompletedSuccessfully ? await exit.ConfigureAwait(false) : default;
        return new CommandResult
        {
            FileName = _fileName,
            ExitCode = end.ExitCode,
            Signal = end.Signal,
            TimedOut = !inTime,
            StandardOutput = Text(_output),
            StandardError = Text(_error),
        };
    }

    // _stop has no timer and no wait handle, and the input may still look at it: nothing to dispose of.
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>False if the time ran out, or it was cancelled.</summary>
    private async Task<bool> WaitAsync(Task all, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_options.Timeout is TimeSpan timeout)
            limit.CancelAfter(timeout);
        try
        {
            await all.WaitAsync(limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
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
        catch
        {
            // More than can be held: without a reader the command would wait for ever.
            await from.DisposeAsync().ConfigureAwait(false);
            throw;
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
            catch (Exception e)
            {
                // Kept before the pipe is closed, which may end the command.
                _inputFailure = ExceptionDispatchInfo.Capture(e);
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
