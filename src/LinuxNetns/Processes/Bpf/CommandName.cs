using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace LinuxNetns;

/// <summary><c>task_struct.comm</c>: up to 15 bytes, whatever they are, and zeros behind them.</summary>
[InlineArray(Size)]
internal struct CommandName
{
    internal const int Size = 16;

    private byte _first;

    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> AsSpan() => this;

    public readonly override string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        int length = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(length < 0 ? bytes : bytes[..length]);
    }
}
