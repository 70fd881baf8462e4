using System.Buffers;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The entries of a directory whose names are numbers: processes, threads, descriptors. Everything else is passed over.</summary>
internal sealed unsafe class NumericEntries : IDisposable
{
    // What readdir(3) uses; larger is no faster on /proc.
    private const int BufferSize = 32 * 1024;

    // The digits of int.MaxValue.
    internal const int MaxDigits = 10;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _length;
    private int _position;

    /// <summary>Why the last <see cref="TryNext"/> returned false: <see cref="Errno.None"/> at the end.</summary>
    internal Errno Errno { get; private set; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Forgets what was read of another directory.</summary>
    internal void Reset() => _length = _position = 0;

    /// <summary>The next number; the digits as they stand in the directory are good until the next call.</summary>
    internal bool TryNext(int directory, out int number, out ReadOnlySpan<byte> digits)
    {
        while (true)
        {
            while (_position < _length)
            {
                ReadOnlySpan<byte> entry = _buffer.AsSpan(_position, _length - _position);
                int size = MemoryMarshal.Read<ushort>(entry[Interop.DirentLengthOffset..]);
                _position += size;
                ReadOnlySpan<byte> name = entry[Interop.DirentNameOffset..size];
                if (TryParse(name, out number, out int length))
                {
                    digits = name[..length];
                    return true;
                }
            }

            if (!Fill(directory))
            {
                number = 0;
                digits = default;
                return false;
            }
        }
    }

    /// <summary>A name that ends with a zero byte, as the kernel writes it.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> name, out int number, out int length)
    {
        long value = 0;
        for (length = 0; length < name.Length && name[length] != 0; length++)
        {
            int digit = name[length] - '0';
            if (digit is < 0 or > 9 || length == MaxDigits)
            {
                number = 0;
                return false;
            }

            value = (value * 10) + digit;
        }

        number = value <= int.MaxValue ? (int)value : 0;
        return length > 0 && value <= int.MaxValue;
    }

    private bool Fill(int directory)
    {
        fixed (byte* buffer = _buffer)
        {
            int read = Interop.Getdents64(directory, buffer, BufferSize);
            Errno = read < 0 ? Interop.LastErrno : Errno.None;
            _position = 0;
            _length = Math.Max(read, 0);
            return read > 0;
        }
    }
}
