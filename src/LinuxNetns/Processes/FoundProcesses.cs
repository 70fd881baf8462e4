using System.Buffers;

namespace LinuxNetns;

/// <summary>Process ids on their way into a <see cref="ProcessScan"/>, in an array that is used again.</summary>
internal sealed class FoundProcesses : IDisposable
{
    private int[] _ids = ArrayPool<int>.Shared.Rent(256);
    private int _count;

    /// <summary>How many processes could not be read.</summary>
    internal int Denied { get; set; }

    public void Dispose() => ArrayPool<int>.Shared.Return(_ids);

    internal void Clear() => Denied = _count = 0;

    internal void Add(int processId)
    {
        if (_count == _ids.Length)
        {
            int[] larger = ArrayPool<int>.Shared.Rent(2 * _count);
            _ids.CopyTo(larger, 0);
            ArrayPool<int>.Shared.Return(_ids);
            _ids = larger;
        }

        _ids[_count++] = processId;
    }

    /// <summary>Ascending, each once.</summary>
    internal void Distinct()
    {
        Span<int> ids = _ids.AsSpan(0, _count);
        ids.Sort();
        int kept = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            if (i == 0 || ids[i] != ids[i - 1])
                ids[kept++] = ids[i];
        }

        _count = kept;
    }

    internal int[] ToArray() => _ids.AsSpan(0, _count).ToArray();
}
