using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Tests.Abi;

/// <summary>Where the fields of a structure are in memory, measured: <c>Marshal.OffsetOf</c> tells what marshalling would do, and nothing is marshalled.</summary>
internal static class Layout
{
    internal static int SizeOf(Type type) => type.IsPointer || type.IsFunctionPointer ? nint.Size : (int)Generic(nameof(SizeOfCore), type).Invoke(null, null)!;

    /// <summary>The first byte whose change changes the field.</summary>
    internal static int OffsetOf(Type type, FieldInfo field) => (int)Generic(nameof(OffsetOfCore), type).Invoke(null, [field])!;

    private static MethodInfo Generic(string name, Type type) => typeof(Layout).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type);

    private static int SizeOfCore<T>() => Unsafe.SizeOf<T>();

    private static int OffsetOfCore<T>(FieldInfo field)
        where T : unmanaged
    {
        object untouched = field.GetValue(default(T))!;
        for (int i = 0; i < Unsafe.SizeOf<T>(); i++)
        {
            T probe = default;
            MemoryMarshal.AsBytes(new Span<T>(ref probe))[i] = 1;
            if (!untouched.Equals(field.GetValue(probe)))
                return i;
        }

        throw new InvalidOperationException($"{typeof(T)}.{field.Name} is nowhere.");
    }
}
