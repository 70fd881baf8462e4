using System.Collections.Concurrent;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The helper's side: root in a user namespace of its own, it does what its owner may not, and ends with it.</summary>
/// <param name="channel">The owner's socket.</param>
internal sealed class HelperServer(HelperChannel channel)
{
    private readonly ConcurrentDictionary<NamespaceProcess, bool> _running = new();
    private readonly Dictionary<int, SafeFileHandle> _held = [];

    /// <summary>Answers until the owner has closed its end, or has ended.</summary>
    internal int Serve()
    {
        // The terminal's signals go to the owner's whole group; what they mean is the owner's to decide.
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP, PosixSignal.SIGTERM];
        PosixSignalRegistration[] registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, static context => context.Cancel = true))];
        try
        {
            while (channel.Receive(out IReadOnlyList<SafeFileHandle> descriptors) is byte[] request)
                Answer(request, descriptors);
            return 0;
        }
        catch (NetworkNamespaceException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        finally
        {
            // What is no pidfd takes no signals.
            foreach (SafeFileHandle pidfd in _held.Values)
                _ = ChildPidfd.Signal(pidfd, Interop.SIGKILL);
            foreach (NamespaceProcess process in _running.Keys)
                process.Kill();
            Array.ForEach(registrations, static registration => registration.Dispose());
        }
    }

    private void Answer(byte[] request, IReadOnlyList<SafeFileHandle> descriptors)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(request));
            var operation = (HelperOperation)reader.ReadByte();
            switch (operation)
            {
                case HelperOperation.Greet:
                    channel.Send([], []);
                    break;
                case HelperOperation.Hold:
                    SafeFileHandle copy = Copy(descriptors[0]);
                    int number = (int)copy.DangerousGetHandle();
                    _held[number] = copy;
                    channel.Send(BitConverter.GetBytes(number), []);
                    break;
                case HelperOperation.LetGo:
                    if (_held.Remove(reader.ReadInt32(), out SafeFileHandle? held))
                        held.Dispose();
                    channel.Send([], []);
                    break;
                case HelperOperation.Start:
                    Start(reader, descriptors);
                    break;
                default:
                    Call(operation, HelperCall.Read(reader), descriptors);
                    break;
            }
        }
        finally
        {
            foreach (SafeFileHandle descriptor in descriptors)
                descriptor.Dispose();
        }
    }

    private unsafe void Call(HelperOperation operation, HelperCall asked, IReadOnlyList<SafeFileHandle> descriptors)
    {
        fixed (byte* path = asked.Path)
        {
            var call = new RawCall
            {
                Body = operation == HelperOperation.Socket ? &RawBodies.Socket : &RawBodies.OpenFile,
                Path = path,
                Argument1 = asked.Argument1,
                Argument2 = asked.Argument2,
                Argument3 = asked.Argument3,
            };
            NamespaceThread.Run(operation == HelperOperation.Create ? null : descriptors[0], &call);
            byte[] answer = new HelperResult(call.Errno, call.Step).ToBytes();
            if (call.Result < 0)
            {
                channel.Send(answer, []);
                return;
            }

            using var made = new SafeFileHandle(call.Result, ownsHandle: true);
            channel.Send(answer, [call.Result]);
        }
    }

    private void Start(BinaryReader reader, IReadOnlyList<SafeFileHandle> descriptors)
    {
        HelperStart start = HelperStart.Read(reader);
        try
        {
            using NetworkNamespace inside = NetworkNamespace.FromHandle(descriptors[0]);
            using var streams = new ChildStreams([Copy(descriptors[1]), Copy(descriptors[2]), Copy(descriptors[3])], start.SharesTerminal);
            NamespaceProcess process = NetworkNamespace.StartWith(inside, start.FileName, start.Arguments, start.Options, streams, keepUntilDisposed: true);
            _running[process] = true;
            int[] answer = process.MountNamespaceDescriptor is int mounts ? [process.Descriptor, mounts] : [process.Descriptor];
            channel.Send(HelperStarted.Success(process).ToBytes(), answer);
            _ = TellEndAsync(process, Copy(descriptors[4]));
        }
        catch (Exception e) when (e is NetworkNamespaceException or ArgumentException)
        {
            channel.Send(HelperStarted.Failure(e).ToBytes(), []);
        }
    }

    private async Task TellEndAsync(NamespaceProcess process, SafeFileHandle link)
    {
        ProcessExit exit = await process.WaitForExitAsync().ConfigureAwait(false);
        _running.TryRemove(process, out _);
        using (link)
        await using (process.ConfigureAwait(false))
            await ExitLink.TellAsync(link, exit).ConfigureAwait(false);
    }

    private static SafeFileHandle Copy(SafeFileHandle handle)
    {
        int fd = Interop.Fcntl(handle, Interop.F_DUPFD_CLOEXEC, 3);
        return fd < 0 ? throw Interop.LastError("fcntl(F_DUPFD_CLOEXEC)") : new SafeFileHandle(fd, ownsHandle: true);
    }
}
