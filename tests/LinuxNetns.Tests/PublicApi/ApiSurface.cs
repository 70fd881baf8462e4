using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace LinuxNetns.Tests.PublicApi;

/// <summary>What an assembly shows to its users, in a text that is the same on every machine.</summary>
internal static class ApiSurface
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static string Write(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string?, Type> group in Types(assembly).GroupBy(t => t.Namespace))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(group.Key).Append(";\n");
            foreach (Type type in group)
                Write(text, type);
        }

        return text.ToString();
    }

    /// <summary>Public and protected types, those inside others after them.</summary>
    internal static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes()
        .Where(t => !t.Name.Contains('<', StringComparison.Ordinal))
        .OrderBy(t => t.Namespace, StringComparer.Ordinal)
        .ThenBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>Members written by hand: what the compiler adds to a record is no news.</summary>
    internal static IEnumerable<MemberInfo> Members(Type type) => type.GetMembers(Declared)
        .Where(m => !m.Name.Contains('<', StringComparison.Ordinal) && m switch
        {
            FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
            ConstructorInfo constructor => ApiMember.IsVisible(constructor) && !constructor.IsStatic,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(ApiMember.IsVisible) && property.Name != "EqualityContract",
            EventInfo @event => ApiMember.IsVisible(@event.AddMethod),
            MethodInfo method => ApiMember.IsVisible(method) && !IsAccessor(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && method.Name != "Finalize",
            _ => false,
        });

    private static void Write(StringBuilder text, Type type)
    {
        text.Append('\n').Append(ApiMember.Attributes(type));
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            text.Append("public delegate ").Append(ApiTypeName.Of(invoke.ReturnParameter)).Append(' ').Append(ApiTypeName.Of(type)).Append('(').Append(ApiMember.Parameters(invoke)).Append(");\n");
            return;
        }

        text.Append("public ").Append(Kind(type)).Append(ApiTypeName.Of(type)).Append(Bases(type, IsRecord(type))).Append("\n{\n");
        IEnumerable<string> lines = type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{name} = {Enum.Format(type, Enum.Parse(type, name), "D")},")
            : Members(type).OrderBy(Rank).ThenBy(m => m.Name, StringComparer.Ordinal).ThenBy(ApiMember.Write, StringComparer.Ordinal).Select(ApiMember.Write);
        foreach (string line in lines)
            text.Append("    ").Append(line).Append('\n');
        text.Append("}\n");
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
            return "enum ";
        if (type.IsInterface)
            return "interface ";
        string record = IsRecord(type) ? "record " : "";
        if (type.IsValueType)
            return $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{record}struct ";
        string modifier = type switch
        {
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        return $"{modifier}{(record.Length > 0 ? record : "class ")}";
    }

    private static string Bases(Type type, bool record)
    {
        if (type.IsEnum)
            return Enum.GetUnderlyingType(type) is var under && under == typeof(int) ? "" : $" : {ApiTypeName.Of(under)}";
        IEnumerable<Type> bases = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? [b] : [];
        Type[] interfaces = [.. type.GetInterfaces().Where(i => !record || i != typeof(IEquatable<>).MakeGenericType(type))];
        IEnumerable<Type> implied = interfaces.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        IEnumerable<string> names = bases.Select(ApiTypeName.Of).Concat(interfaces.Except(implied).Where(i => i.IsVisible).Select(ApiTypeName.Of).Order(StringComparer.Ordinal));
        string list = string.Join(", ", names);
        return list.Length == 0 ? "" : $" : {list}";
    }

    internal static bool IsRecord(Type type) => type.GetMethods(Declared).Any(m => m.Name is "<Clone>$" or "PrintMembers");

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static int Rank(MemberInfo member) => member switch
    {
        FieldInfo => 0,
        ConstructorInfo => 1,
        PropertyInfo => 2,
        EventInfo => 3,
        MethodInfo { IsSpecialName: true } => 5,
        _ => 4,
    };
}
