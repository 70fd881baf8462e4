using System.Runtime.InteropServices;

namespace LinuxNetns.TestHost;

/// <summary>A filter of system calls (seccomp(2)) for every thread of this process, as a container or a service has one: what it refuses stays refused.</summary>
internal static unsafe partial class Seccomp
{
    private const uint Eperm = 1, Eafnosupport = 97;
    private const uint Allow = 0x7fff0000, Fail = 0x50000;
    private const uint Netlink = 16;

    // struct seccomp_data: the number, and the lower half of the first argument.
    private const uint Number = 0, FirstArgument = 16;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <param name="calls">"bpf" and "netlink" are not permitted; "family" makes netlink an unknown family, as systemd's RestrictAddressFamilies= does.</param>
    internal static void Refuse(string[] calls)
    {
        List<ulong> filter = [Load(Number)];
        if (calls.Contains("bpf"))
            filter.AddRange([UnlessEqual(IsArm ? 280U : 321, 1), Return(Fail | Eperm)]);
        if (calls.Contains("netlink") || calls.Contains("family"))
            filter.AddRange([UnlessEqual(IsArm ? 198U : 41, 3), Load(FirstArgument), UnlessEqual(Netlink, 1), Return(Fail | (calls.Contains("family") ? Eafnosupport : Eperm))]);
        filter.Add(Return(Allow));
        const int noNewPrivileges = 38, setFilter = 1, allThreads = 1;
        fixed (ulong* start = filter.ToArray())
        {
            var program = new Program { Length = (ushort)filter.Count, Filter = start };
            if (ProcessControl(noNewPrivileges, 1, 0, 0, 0) != 0 || Call(IsArm ? 277 : 317, setFilter, allThreads, &program) != 0)
                throw new InvalidOperationException($"seccomp: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    // struct sock_filter, as one number
    private static ulong Load(uint offset) => 0x20 | ((ulong)offset << 32);

    private static ulong UnlessEqual(uint value, byte skip) => 0x15 | ((ulong)skip << 24) | ((ulong)value << 32);

    private static ulong Return(uint value) => 0x06 | ((ulong)value << 32);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint operation, nint flags, Program* program);

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        internal ushort Length;
        internal ulong* Filter;
    }
}
