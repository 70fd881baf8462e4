using System.Buffers.Binary;

namespace LinuxNetns;

/// <summary>What became of a <see cref="HelperCall"/>; a descriptor comes with it where it worked.</summary>
/// <param name="Errno">The errno; 0 where it worked.</param>
/// <param name="Step">The step that failed.</param>
internal readonly record struct HelperResult(int Errno, RawStep Step)
{
    internal static HelperResult Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadInt32LittleEndian(bytes), (RawStep)bytes[sizeof(int)]);

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[sizeof(int) + 1];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Errno);
        bytes[sizeof(int)] = (byte)Step;
        return bytes;
    }
}
