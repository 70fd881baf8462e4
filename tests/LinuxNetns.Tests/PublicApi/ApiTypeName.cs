using System.Reflection;

namespace LinuxNetns.Tests.PublicApi;

/// <summary>Types as C# writes them, with the question marks of nullable references.</summary>
internal static class ApiTypeName
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    internal static string Of(ParameterInfo parameter)
    {
        lock (s_nullability)
            return Write(parameter.ParameterType, s_nullability.Create(parameter));
    }

    internal static string Of(PropertyInfo property)
    {
        lock (s_nullability)
            return Write(property.PropertyType, s_nullability.Create(property));
    }

    internal static string Of(FieldInfo field)
    {
        lock (s_nullability)
            return Write(field.FieldType, s_nullability.Create(field));
    }

    internal static string Of(EventInfo @event)
    {
        lock (s_nullability)
            return Write(@event.EventHandlerType!, s_nullability.Create(@event));
    }

    internal static string Of(Type type) => Write(type, null);

    private static string Write(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
            return Write(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Write(underlying, null)}?";
        string mark = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable } ? "?" : "";
        return Bare(type, nullability) + mark;
    }

    private static string Bare(Type type, NullabilityInfo? nullability)
    {
        if (s_keywords.TryGetValue(type, out string? keyword))
            return keyword;
        if (type.IsPointer)
            return $"{Write(type.GetElementType()!, null)}*";
        if (type.IsArray)
            return $"{Write(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;

        string outer = type.DeclaringType is { } declaring ? $"{Of(declaring)}." : "";
        if (!type.IsGenericType)
            return outer + type.Name;
        Type[] arguments = type.GetGenericArguments();
        IEnumerable<string> names = arguments.Select((a, i) => Write(a, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{outer}{type.Name.Split('`')[0]}<{string.Join(", ", names)}>";
    }
}
