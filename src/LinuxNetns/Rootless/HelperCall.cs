namespace LinuxNetns;

/// <summary>The arguments of a <see cref="RawCall"/> that a helper makes.</summary>
/// <param name="Argument1">The first.</param>
/// <param name="Argument2">The second.</param>
/// <param name="Argument3">The third.</param>
/// <param name="Path">The path with its NUL; empty where there is none.</param>
internal readonly record struct HelperCall(int Argument1, int Argument2, int Argument3, byte[] Path)
{
    internal static HelperCall Read(BinaryReader reader)
    {
        int argument1 = reader.ReadInt32();
        int argument2 = reader.ReadInt32();
        int argument3 = reader.ReadInt32();
        return new HelperCall(argument1, argument2, argument3, reader.ReadBytes(reader.ReadInt32()));
    }

    internal byte[] ToBytes(HelperOperation operation)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write((byte)operation);
        writer.Write(Argument1);
        writer.Write(Argument2);
        writer.Write(Argument3);
        writer.Write(Path.Length);
        writer.Write(Path);
        return bytes.ToArray();
    }
}
