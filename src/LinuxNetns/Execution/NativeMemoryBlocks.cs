using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns;

/// <summary>Native memory that is freed together: what a native call needs as pointers to pointers.</summary>
internal sealed unsafe class NativeMemoryBlocks : IDisposable
{
    private readonly List<nint> _blocks = [];

    /// <summary>Zeroed memory.</summary>
    internal void* Allocate(nuint bytes)
    {
        void* block = NativeMemory.AllocZeroed(Math.Max(bytes, 1));
        _blocks.Add((nint)block);
        return block;
    }

    /// <summary>A NUL-terminated UTF-8 string.</summary>
    internal byte* String(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        byte* block = (byte*)Allocate((nuint)length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(block, length));
        return block;
    }

    /// <summary>An array of strings that ends with a null, as argv and envp do.</summary>
    internal byte** Strings(IReadOnlyList<string> texts)
    {
        var block = (byte**)Allocate((nuint)((texts.Count + 1) * sizeof(byte*)));
        for (int i = 0; i < texts.Count; i++)
            block[i] = String(texts[i]);
        return block;
    }

    public void Dispose()
    {
        foreach (nint block in _blocks)
            NativeMemory.Free((void*)block);
        _blocks.Clear();
    }
}
