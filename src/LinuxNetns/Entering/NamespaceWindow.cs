using System.Runtime.InteropServices;
using System.Text;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Descriptors made inside a namespace and wrapped at home: sockets and files keep the namespace that they were opened in.</summary>
internal static unsafe class NamespaceWindow
{
    /// <summary>socket(2) inside; the descriptor is usable from any thread.</summary>
    internal static SafeFileHandle OpenSocket(SafeHandle target, int domain, int type, int protocol) =>
        new(OpenSocketDescriptor(target, domain, type, protocol), ownsHandle: true);

    /// <summary>As <see cref="OpenSocket"/>; whoever asks for it wraps it.</summary>
    internal static int OpenSocketDescriptor(SafeHandle target, int domain, int type, int protocol)
    {
        var call = new RawCall { Body = &RawBodies.Socket, Argument1 = domain, Argument2 = type, Argument3 = protocol };
        if (RootlessHelper.Of(target) is RootlessHelper helper)
            helper.Execute(target, HelperOperation.Socket, &call);
        else
            NamespaceThread.RunHere(target, &call);
        return call.Result >= 0 ? call.Result : throw Failure(in call, "socket", path: null);
    }

    /// <summary>open(2) inside, for files whose content depends on the opener's namespace (/proc/sys/net, /proc/thread-self/net).</summary>
    internal static SafeFileHandle OpenFile(SafeHandle target, string path, int flags)
    {
        fixed (byte* p = Utf8(path))
        {
            var call = new RawCall { Body = &RawBodies.OpenFile, Path = p, Argument1 = flags | Interop.O_CLOEXEC };
            Open(target, &call);
            return Finish(in call, "open", path);
        }
    }

    /// <summary>As <see cref="OpenFile"/>; null where open(2) fails, with the reason.</summary>
    internal static SafeFileHandle? TryOpenFile(SafeHandle target, string path, int flags, out Errno errno)
    {
        fixed (byte* p = Utf8(path))
        {
            var call = new RawCall { Body = &RawBodies.OpenFile, Path = p, Argument1 = flags | Interop.O_CLOEXEC };
            Open(target, &call);
            bool refused = call.Result < 0 && call.Step == RawStep.Call;
            errno = refused ? (Errno)call.Errno : Errno.None;
            return refused ? null : Finish(in call, "open", path);
        }
    }

    /// <summary>A new namespace. Its maker names it, in the maker's mount namespace, which need not be the worker's.</summary>
    internal static Errno CreateNamespace(out SafeFileHandle? handle, out RawStep failedStep)
    {
        var handles = new SafeFileHandle?[1];
        Errno errno = CreateNamespaces(handles, out failedStep);
        handle = handles[0];
        return errno;
    }

    /// <summary>As many new namespaces as there is room for, in one visit; those before the one that failed are there.</summary>
    internal static Errno CreateNamespaces(SafeFileHandle?[] handles, out RawStep failedStep)
    {
        int* descriptors = stackalloc int[handles.Length];
        fixed (byte* p = "/proc/thread-self/ns/net\0"u8)
        {
            var call = new RawCall { Body = &RawBodies.OpenNext, IsSlow = true, Path = p, Argument1 = Interop.O_CLOEXEC, State = descriptors, Times = handles.Length };
            NamespaceThread.Run(target: null, &call);
            for (int i = 0; i < call.Done; i++)
                handles[i] = new SafeFileHandle(descriptors[i], ownsHandle: true);
            failedStep = call.Step;
            return call.Result < 0 ? (Errno)call.Errno : Errno.None;
        }
    }

    /// <summary>socket(2) in a namespace made for it, which lives as long as the socket.</summary>
    internal static Errno OpenSocketInNewNamespace(int domain, int type, int protocol, out SafeFileHandle? socket, out RawStep failedStep)
    {
        var call = new RawCall { Body = &RawBodies.Socket, Argument1 = domain, Argument2 = type, Argument3 = protocol };
        NamespaceThread.Run(target: null, &call);
        failedStep = call.Step;
        socket = call.Result < 0 ? null : new SafeFileHandle(call.Result, ownsHandle: true);
        return call.Result < 0 ? (Errno)call.Errno : Errno.None;
    }

    /// <summary>Where this process may not go its helper does, and hands over the descriptor.</summary>
    private static void Open(SafeHandle target, RawCall* call)
    {
        if (RootlessHelper.Of(target) is RootlessHelper helper)
            helper.Execute(target, HelperOperation.OpenFile, call);
        else
            NamespaceThread.Run(target, call);
    }

    private static SafeFileHandle Finish(in RawCall call, string operation, string? path) => call.Result >= 0
        ? new SafeFileHandle(call.Result, ownsHandle: true)
        : throw Failure(in call, operation, path);

    private static NetworkNamespaceException Failure(in RawCall call, string operation, string? path) =>
        Interop.Error((Errno)call.Errno, call.Step == RawStep.Enter ? "setns" : operation, path);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
