using System.IO.Pipes;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The standard streams of a child: its ends, closed here once it has started, and ours.</summary>
internal sealed unsafe class ChildStreams : IDisposable
{
    private readonly SafeFileHandle?[] _childEnds = new SafeFileHandle?[3];
    private readonly Stream?[] _ownEnds = new Stream?[3];

    internal ChildStreams(StandardStreamMode input, StandardStreamMode output, StandardStreamMode error)
    {
        try
        {
            Open(0, input);
            Open(1, output);
            Open(2, error);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Streams that were opened elsewhere.</summary>
    /// <param name="childEnds">The child's descriptors, above the standard ones; null for what it inherits.</param>
    /// <param name="sharesTerminal">See <see cref="SharesTerminal"/>.</param>
    internal ChildStreams(SafeFileHandle?[] childEnds, bool sharesTerminal)
    {
        childEnds.CopyTo(_childEnds, 0);
        SharesTerminal = sharesTerminal;
    }

    /// <summary>A socket as standard input, standard output inherited, errors to be read: for a helper. It stays in the process group, whose terminal its own children may want.</summary>
    /// <param name="socket">The socket; closed with this.</param>
    internal static ChildStreams ForHelper(SafeFileHandle socket)
    {
        var streams = new ChildStreams(StandardStreamMode.Inherited, StandardStreamMode.Inherited, StandardStreamMode.Piped);
        streams._childEnds[0] = AboveStandard(socket);
        streams.SharesTerminal = true;
        return streams;
    }

    /// <summary>Whether a stream of the child is a terminal: then it must stay in the process group that the terminal knows.</summary>
    internal bool SharesTerminal { get; private set; }

    /// <summary>What becomes the child's descriptor of this number; -1 for what it inherits.</summary>
    internal int ChildDescriptor(int number) => _childEnds[number] is SafeFileHandle handle ? (int)handle.DangerousGetHandle() : -1;

    /// <summary>Our end of a pipe; null where there is none. It becomes the caller's.</summary>
    internal Stream? Take(int number)
    {
        Stream? stream = _ownEnds[number];
        _ownEnds[number] = null;
        return stream;
    }

    public void Dispose()
    {
        foreach (SafeFileHandle? handle in _childEnds)
            handle?.Dispose();
        foreach (Stream? stream in _ownEnds)
            stream?.Dispose();
    }

    private void Open(int number, StandardStreamMode kind)
    {
        switch (kind)
        {
            case StandardStreamMode.Inherited:
                SharesTerminal |= Interop.Isatty(number) == 1;
                break;
            case StandardStreamMode.Null:
                int fd = Interop.Open("/dev/null", (number == 0 ? Interop.O_RDONLY : Interop.O_WRONLY) | Interop.O_CLOEXEC, 0);
                _childEnds[number] = fd < 0 ? throw Interop.LastError("open", "/dev/null") : AboveStandard(fd);
                break;
            default:
                OpenPipe(number);
                break;
        }
    }

    private void OpenPipe(int number)
    {
        int* ends = stackalloc int[2];
        if (Interop.Pipe2(ends, Interop.O_CLOEXEC) != 0)
            throw Interop.LastError("pipe2");
        bool childReads = number == 0;
        // A stream of pipes waits in epoll, not on a pool thread.
        var own = new SafePipeHandle(ends[childReads ? 1 : 0], ownsHandle: true);
        _ownEnds[number] = new AnonymousPipeClientStream(childReads ? PipeDirection.Out : PipeDirection.In, own);
        _childEnds[number] = AboveStandard(ends[childReads ? 0 : 1]);
    }

    // A process that was started with a standard stream closed gets its number here; the child's other streams would then overwrite it.
    private static SafeFileHandle AboveStandard(int fd) => AboveStandard(new SafeFileHandle(fd, ownsHandle: true));

    private static SafeFileHandle AboveStandard(SafeFileHandle handle)
    {
        if (handle.DangerousGetHandle() > 2)
            return handle;
        using (handle)
        {
            int copy = Interop.Fcntl(handle, Interop.F_DUPFD_CLOEXEC, 3);
            return copy < 0 ? throw Interop.LastError("fcntl(F_DUPFD_CLOEXEC)") : new SafeFileHandle(copy, ownsHandle: true);
        }
    }
}
