using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>mount(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "mount")]
    internal static unsafe partial int RawMount(byte* source, byte* target, byte* type, nuint flags, byte* data);
}
