using System.Runtime.CompilerServices;

namespace LinuxNetns;

/// <summary>What threads do while they are away. Every method here is compiled once and for all (AggressiveOptimization) and makes only blittable native calls:
/// code that the runtime compiles in tiers may start the runtime's compiler thread, which would inherit the namespace and stay there.</summary>
internal static unsafe class RawBodies
{
    private static ReadOnlySpan<byte> CurrentNamespace => "/proc/thread-self/ns/net\0"u8;

    private static ReadOnlySpan<byte> NoType => "none\0"u8;

    /// <summary>Binds every native function at home, and compiles every body, so that neither happens away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Warm()
    {
        RawCall call = default;
        call.Argument1 = -1;
        byte nul = 0;
        call.Path = &nul;
        Nothing(&call);
        Socket(&call);
        call.Argument1 = 0;
        OpenFile(&call);
        _ = Interop.RawMount(&nul, &nul, null, Interop.MS_BIND, null);
        _ = Interop.RawClose(-1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Nothing(RawCall* call) => call->Result = 0;

    /// <summary>socket(domain, type, protocol)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Socket(RawCall* call)
    {
        call->Result = Interop.RawSocket(call->Argument1, call->Argument2, call->Argument3);
        if (call->Result < 0)
            Fail(call, RawStep.Call);
    }

    /// <summary>open(path, flags, mode): files of /proc/sys/net and /proc/thread-self/net belong to the namespace of the thread that opens them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void OpenFile(RawCall* call)
    {
        call->Result = Interop.RawOpen(call->Path, call->Argument1, (uint)call->Argument2);
        if (call->Result < 0)
            Fail(call, RawStep.Call);
    }

    /// <summary>Opens the thread's own namespace and, if there is a path, binds it there. Bound last, as iproute2 does, so that whoever watches the path sees a whole namespace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void OpenAndBind(RawCall* call)
    {
        fixed (byte* current = CurrentNamespace, none = NoType)
        {
            call->Result = Interop.RawOpen(current, Interop.O_CLOEXEC, 0);
            if (call->Result < 0)
            {
                Fail(call, RawStep.Call);
                return;
            }

            if (call->Path is null || Interop.RawMount(current, call->Path, none, Interop.MS_BIND, null) == 0)
                return;
            Fail(call, RawStep.Bind);
            _ = Interop.RawClose(call->Result);
            call->Result = -1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fail(RawCall* call, RawStep step)
    {
        call->Errno = *Interop.ErrnoLocation();
        call->Step = step;
    }
}
