using System.Buffers.Text;

namespace LinuxNetns;

/// <summary>A path below /proc, put together without allocating: <c>12/task/34/ns/net</c>.</summary>
internal unsafe ref struct ProcPath
{
    /// <summary>Enough for two numbers and the longest words between them.</summary>
    internal const int MaxLength = 64;

    private readonly byte* _bytes;
    private int _length;

    /// <param name="bytes"><see cref="MaxLength"/> bytes on the caller's stack.</param>
    internal ProcPath(byte* bytes)
    {
        _bytes = bytes;
    }

    /// <summary>The path of something that the main thread or another one has.</summary>
    internal static byte* OfThread(byte* bytes, int processId, int threadId, scoped ReadOnlySpan<byte> file)
    {
        var path = new ProcPath(bytes);
        path.Add(processId);
        if (threadId != processId)
        {
            path.Add("/task/"u8);
            path.Add(threadId);
        }

        path.Add(file);
        return path.Terminate();
    }

    /// <summary><c>PID/fd/N</c></summary>
    internal static byte* OfDescriptor(byte* bytes, int processId, int descriptor)
    {
        var path = new ProcPath(bytes);
        path.Add(processId);
        path.Add("/fd/"u8);
        path.Add(descriptor);
        return path.Terminate();
    }

    private void Add(int number)
    {
        _ = Utf8Formatter.TryFormat(number, new Span<byte>(_bytes + _length, MaxLength - _length), out int written);
        _length += written;
    }

    private void Add(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(new Span<byte>(_bytes + _length, MaxLength - _length));
        _length += text.Length;
    }

    private readonly byte* Terminate()
    {
        _bytes[_length] = 0;
        return _bytes;
    }
}
