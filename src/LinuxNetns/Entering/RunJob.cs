using System.Runtime.ExceptionServices;

namespace LinuxNetns;

/// <summary>One call of <see cref="NetworkNamespace.Run{T}(Func{T})"/>: in the caller's execution context and directory, inside the namespace.</summary>
internal sealed class RunJob<T>(AmbientFlow flow, Func<T> body) : IDisposable
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly string _directory = Environment.CurrentDirectory;
    private readonly SemaphoreSlim _done = new(0);
    private T _result = default!;
    private ExceptionDispatchInfo? _failure;

    internal T Execute(RunThread thread)
    {
        thread.Post(Work, () => _done.Release());
        NamespaceThread.Await(static done => done.Wait(), _done);
        _failure?.Throw();
        return _result;
    }

    public void Dispose() => _done.Dispose();

    private void Work()
    {
        try
        {
            EnterDirectory();
            if (_context is null)
                Call();
            else
                ExecutionContext.Run(_context, static job => ((RunJob<T>)job!).Call(), this);
        }
        catch (Exception e)
        {
            // Whatever it is, it is the caller's.
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    private void Call()
    {
        AmbientScope scope = flow.Enter();
        try
        {
            _result = body();
        }
        finally
        {
            // A thread that cannot come home, for the code has dropped its capabilities, is ours, and ends.
            ThreadRecord.Current.Asks = true;
            scope.Dispose();
            ThreadRecord.Current.Asks = false;
        }
    }

    /// <summary>The thread has a current directory of its own; where the caller's is not to be seen in its view, it stays where it is.</summary>
    private void EnterDirectory()
    {
        try
        {
            if (Environment.CurrentDirectory != _directory)
                Environment.CurrentDirectory = _directory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said.
        }
    }
}
