using System.Runtime.CompilerServices;

namespace LinuxNetns;

/// <summary>What threads do while they are away. Every method here is compiled once and for all (AggressiveOptimization) and makes only blittable native calls:
/// code that the runtime compiles in tiers may start the runtime's compiler thread, which would inherit the namespace and stay there.</summary>
internal static unsafe class RawBodies
{
    /// <summary>Binds every native function at home, and compiles every body, so that neither happens away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Warm()
    {
        RawCall call = default;
        call.Argument1 = -1;
        byte nul = 0;
        call.Path = &nul;
        Socket(&call);
        call.Argument1 = 0;
        OpenFile(&call);
        int descriptor;
        call.State = &descriptor;
        OpenNext(&call);
    }

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

    /// <summary>As <see cref="OpenFile"/>, into an array of descriptors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void OpenNext(RawCall* call)
    {
        OpenFile(call);
        ((int*)call->State)[call->Done] = call->Result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fail(RawCall* call, RawStep step)
    {
        call->Errno = *Interop.ErrnoLocation();
        call->Step = step;
    }
}
