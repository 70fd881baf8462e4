using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns.Tool;

/// <summary>Standard output or error: UTF-8, buffered, written with write(2) so that a closed pipe is noticed and a file can be shared with other programs.</summary>
internal sealed class ToolOutput(int descriptor)
{
    private byte[] _buffer = new byte[4096];
    private int _used;

    internal bool IsTerminal => Interop.Isatty(descriptor) == 1;

    internal void Write(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Reserve(most);
        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
    }

    internal void Write(int number)
    {
        const int longest = 11;
        Reserve(longest);
        number.TryFormat(_buffer.AsSpan(_used), out int written, provider: CultureInfo.InvariantCulture);
        _used += written;
    }

    internal void WriteLine(string text)
    {
        Write(text);
        Write("\n");
    }

    internal unsafe void Flush()
    {
        int done = 0;
        fixed (byte* start = _buffer)
        {
            while (done < _used)
            {
                nint written = Interop.Write(descriptor, start + done, (nuint)(_used - done));
                if (written >= 0)
                    done += (int)written;
                else if (!MayRetry(Marshal.GetLastPInvokeError()))
                    break;
            }
        }

        _used = 0;
    }

    private bool MayRetry(int errno)
    {
        if (errno == Interop.EPIPE)
        {
            _used = 0;
            throw new ExitException(ExitCode.BrokenPipe);
        }

        if (errno == Interop.EAGAIN)
            Thread.Sleep(1); // somebody made the shared terminal non-blocking
        return errno is Interop.EINTR or Interop.EAGAIN;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _used >= bytes)
            return;
        Flush();
        if (_buffer.Length < bytes)
            _buffer = new byte[bytes];
    }
}
