using System.Text;

namespace LinuxNetns;

/// <summary>A command that a helper starts.</summary>
/// <param name="FileName">The command.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Options">How; the streams come as descriptors.</param>
/// <param name="SharesTerminal">Whether it must stay in the owner's process group.</param>
internal sealed record HelperStart(string FileName, IReadOnlyList<string> Arguments, ExecOptions Options, bool SharesTerminal)
{
    internal static HelperStart Read(BinaryReader reader)
    {
        string fileName = reader.ReadString();
        string[] arguments = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        bool sharesTerminal = reader.ReadBoolean();
        var options = new ExecOptions
        {
            Sysfs = (SysfsMode)reader.ReadInt32(),
            BindEtc = reader.ReadBoolean(),
            HideRegistry = reader.ReadBoolean(),
            User = ReadOptional(reader),
            Group = ReadOptional(reader),
            WorkingDirectory = ReadOptional(reader),
            ClearEnvironment = true,
            Binds = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new BindMount(reader.ReadString(), reader.ReadString(), reader.ReadBoolean()))],
            Environment = Enumerable.Range(0, reader.ReadInt32()).Select(_ => (Key: reader.ReadString(), Value: reader.ReadString()))
                .ToDictionary(static v => v.Key, static v => (string?)v.Value, StringComparer.Ordinal),
        };
        return new HelperStart(fileName, arguments, options, sharesTerminal);
    }

    /// <summary>The whole environment goes along: the helper's own is another one.</summary>
    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write((byte)HelperOperation.Start);
        writer.Write(FileName);
        writer.Write(Arguments.Count);
        foreach (string argument in Arguments)
            writer.Write(argument);
        writer.Write(SharesTerminal);
        writer.Write((int)Options.Sysfs);
        writer.Write(Options.BindEtc);
        writer.Write(Options.HideRegistry);
        WriteOptional(writer, Options.User);
        WriteOptional(writer, Options.Group);
        WriteOptional(writer, Path.GetFullPath(Options.WorkingDirectory ?? "."));
        writer.Write(Options.Binds?.Count ?? 0);
        foreach (BindMount bind in Options.Binds ?? [])
        {
            writer.Write(bind.Source);
            writer.Write(bind.Target);
            writer.Write(bind.ReadOnly);
        }

        Dictionary<string, string> environment = CommandEnvironment.Build(Options, CommandIdentity.Unchanged);
        writer.Write(environment.Count);
        foreach ((string name, string value) in environment)
        {
            writer.Write(name);
            writer.Write(value);
        }

        return bytes.ToArray();
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }
}
