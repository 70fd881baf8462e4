using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>What became of a <see cref="HelperStart"/>.</summary>
/// <param name="ProcessId">The child; 0 where there is none.</param>
/// <param name="BindFailures">What it was started without.</param>
/// <param name="Error">Why there is none.</param>
internal sealed record HelperStarted(int ProcessId, IReadOnlyList<BindFailure> BindFailures, Exception? Error)
{
    private const byte Started = 0;
    private const byte NotStarted = 1;
    private const byte Refused = 2;
    private const byte Misasked = 3;

    internal static HelperStarted Success(NamespaceProcess process) => new(process.Id, process.BindFailures, Error: null);

    internal static HelperStarted Failure(Exception error) => new(0, [], error);

    internal static HelperStarted Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        switch (reader.ReadByte())
        {
            case Started:
                int id = reader.ReadInt32();
                return new HelperStarted(id, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new BindFailure(reader.ReadString(), reader.ReadString(), (Errno)reader.ReadInt32()))], null);
            case NotStarted:
                return Failure(new CommandNotStartedException(reader.ReadString(), (Errno)reader.ReadInt32()));
            case Refused:
                var reason = (NamespaceError)reader.ReadInt32();
                var errno = (Errno)reader.ReadInt32();
                string operation = reader.ReadString();
                string path = reader.ReadString();
                string remedy = reader.ReadString();
                return Failure(Interop.Error(reason, errno, operation, path.Length == 0 ? null : path, remedy.Length == 0 ? null : remedy));
            default:
                return Failure(new ArgumentException(reader.ReadString()));
        }
    }

    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        switch (Error)
        {
            case null:
                writer.Write(Started);
                writer.Write(ProcessId);
                writer.Write(BindFailures.Count);
                foreach (BindFailure failure in BindFailures)
                {
                    writer.Write(failure.Source);
                    writer.Write(failure.Target);
                    writer.Write((int)failure.Errno);
                }

                break;
            case CommandNotStartedException e:
                writer.Write(NotStarted);
                writer.Write(e.Path ?? "");
                writer.Write((int)e.Errno);
                break;
            case NetworkNamespaceException e:
                writer.Write(Refused);
                writer.Write((int)e.Reason);
                writer.Write((int)e.Errno);
                writer.Write(e.Operation);
                writer.Write(e.Path ?? "");
                writer.Write(e.Remedy ?? "");
                break;
            default:
                writer.Write(Misasked);
                writer.Write(Error.Message);
                break;
        }

        return bytes.ToArray();
    }
}
