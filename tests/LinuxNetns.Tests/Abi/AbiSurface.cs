using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Abi;

/// <summary>Everything in the two libraries that repeats what C headers say, found by reflection.</summary>
internal static class AbiSurface
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly s_netlink = typeof(NetlinkConnection).Assembly;

    private static IEnumerable<Type> Types => new[] { s_netlink, typeof(NetworkNamespace).Assembly }
        .SelectMany(a => a.GetTypes())
        .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && t.FullName?.Contains('<', StringComparison.Ordinal) != true);

    /// <summary>Constants and enum members: in LinuxNetns.Netlink and the Interop classes all of them, elsewhere those with a C name or a place in the table.</summary>
    internal static IEnumerable<AbiConstant> Constants =>
        from type in Types
        from member in type.GetFields(Declared)
        where member.IsLiteral && IsInteger(member.FieldType)
        let constant = AbiConstant.Of(Key(type, member.Name), member.Name, member.GetRawConstantValue()!, Underlying(member.FieldType))
        where !AbiTable.Ours.Contains(constant.Key) && !AbiTable.Ours.Contains(Owner(type))
        where type.Assembly == s_netlink || IsInterop(type) || constant.IsCName || AbiTable.Constants.ContainsKey(constant.Key)
        select constant;

    /// <summary>Constants that differ by architecture: a property with a C name and a method NAME_on(Architecture).</summary>
    internal static IEnumerable<AbiConstant> ConstantsOf(Architecture architecture) =>
        from property in Properties
        let answer = PerArchitecture(property)
        where answer is not null
        select AbiConstant.Of(Key(property.DeclaringType!, property.Name), property.Name, answer.Invoke(null, [architecture])!, property.PropertyType);

    /// <summary>Properties that are meant to be such and lack the method.</summary>
    internal static IEnumerable<string> Unanswered => from property in Properties where PerArchitecture(property) is null select Key(property.DeclaringType!, property.Name);

    /// <summary>The structures handed to the kernel: those in the Interop classes, and in LinuxNetns.Netlink every internal one that is only bytes.</summary>
    internal static IEnumerable<Type> Structs => Types.Where(t =>
        t is { IsValueType: true, IsEnum: false, IsByRefLike: false, IsGenericTypeDefinition: false } && !AbiTable.Ours.Contains(Owner(t))
        && (t.DeclaringType is { } outer && IsInterop(outer) || t.Assembly == s_netlink && !t.IsPublic && t.GetInterfaces().Length == 0 && IsBytes(t)));

    private static IEnumerable<PropertyInfo> Properties => Types.Where(IsInterop).SelectMany(t => t.GetProperties(Declared)).Where(p => p.PropertyType.IsPrimitive && IsInteger(p.PropertyType));

    /// <summary>The functions of libc that are called.</summary>
    internal static IEnumerable<string> EntryPoints =>
        from type in Types.Where(IsInterop)
        from method in type.GetMethods(Declared)
        where (method.Attributes & MethodAttributes.PinvokeImpl) != 0
        let import = method.GetCustomAttribute<DllImportAttribute>()
        where import is { Value: "libc" }
        select import.EntryPoint ?? method.Name;

    internal static IEnumerable<FieldInfo> Fields(Type type) => type.GetFields(Declared).Where(f => !f.IsStatic);

    /// <summary>How the table names a type: with the type around it, unless that is Interop.</summary>
    internal static string Owner(Type type) => type.DeclaringType is { } outer && !IsInterop(outer) ? $"{Owner(outer)}.{type.Name}" : type.Name;

    private static string Key(Type type, string member) => $"{Owner(type)}.{member}";

    private static MethodInfo? PerArchitecture(PropertyInfo property) => property.DeclaringType!.GetMethod($"{property.Name}_on", Declared, [typeof(Architecture)]);

    private static bool IsInterop(Type type) => type.Name == "Interop";

    private static bool IsInteger(Type type) => Underlying(type) is var t && (t.IsPrimitive && t != typeof(bool) && t != typeof(char) && t != typeof(float) && t != typeof(double));

    private static Type Underlying(Type type) => type.IsEnum ? Enum.GetUnderlyingType(type) : type;

    private static bool IsBytes(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer
        || type.IsValueType && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).All(f => f.FieldType != type && IsBytes(f.FieldType));
}
