using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace LinuxNetns.Tests.PublicApi;

/// <summary>A public or protected member in one line of C#.</summary>
internal static class ApiMember
{
    internal static string Write(MemberInfo member) => Attributes(member) + member switch
    {
        FieldInfo field => Field(field),
        ConstructorInfo constructor => $"{Access(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)});",
        PropertyInfo property => Property(property),
        EventInfo @event => $"{Access(@event.AddMethod!)}{Modifiers(@event.AddMethod!)}event {ApiTypeName.Of(@event)} {@event.Name};",
        MethodInfo method => Method(method),
        _ => throw new NotSupportedException(member.ToString()),
    };

    internal static string Attributes(MemberInfo member)
    {
        IEnumerable<string> written = member.GetCustomAttributes().Select(a => a switch
        {
            FlagsAttribute => "[Flags] ",
            // The compiler's own, on constructors of types with required members, says nothing.
            ObsoleteAttribute obsolete when !member.IsDefined(typeof(CompilerFeatureRequiredAttribute)) => $"[Obsolete(\"{obsolete.Message}\")] ",
            ExperimentalAttribute experimental => $"[Experimental(\"{experimental.DiagnosticId}\")] ",
            SupportedOSPlatformAttribute platform => $"[SupportedOSPlatform(\"{platform.PlatformName}\")] ",
            RequiresDynamicCodeAttribute => "[RequiresDynamicCode] ",
            RequiresUnreferencedCodeAttribute => "[RequiresUnreferencedCode] ",
            _ => "",
        });
        return string.Concat(written.Order(StringComparer.Ordinal));
    }

    internal static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((p, i) => Parameter(p, extended: i == 0 && method.IsDefined(typeof(ExtensionAttribute)))));

    internal static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "public " : "protected ";
        if (field.IsLiteral)
            return $"{access}const {ApiTypeName.Of(field)} {field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)};";
        return $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiTypeName.Of(field)} {field.Name};";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo main = new[] { property.GetMethod, property.SetMethod }.First(IsVisible)!;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string get = IsVisible(property.GetMethod) ? "get; " : "";
        string set = !IsVisible(property.SetMethod) ? "" : property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(p => Parameter(p, extended: false)))}]";
        return $"{Access(main)}{Modifiers(main)}{required}{ApiTypeName.Of(property)} {name} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        string name = method.Name switch
        {
            "op_Equality" => "operator ==",
            "op_Inequality" => "operator !=",
            "op_Implicit" => "implicit operator",
            "op_Explicit" => "explicit operator",
            _ => method.Name,
        };
        string by = method.ReturnType.IsByRef ? "ref " : "";
        return $"{Access(method)}{Modifiers(method)}{by}{ApiTypeName.Of(method.ReturnParameter)} {name}{generic}({Parameters(method)});";
    }

    private static string Parameter(ParameterInfo parameter, bool extended)
    {
        string by = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string prefix = extended ? "this " : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        string value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{prefix}{by}{ApiTypeName.Of(parameter)} {parameter.Name}{value}";
    }

    private static string Access(MethodBase method) => method.DeclaringType!.IsInterface ? "" : method.IsPublic ? "public " : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
            return method.IsAbstract ? "static abstract " : "static ";
        if (method.DeclaringType!.IsInterface)
            return method.IsAbstract ? "" : "virtual ";
        if (method.IsAbstract)
            return "abstract ";
        if (method.GetBaseDefinition() != method)
            return method.IsFinal ? "sealed override " : "override ";
        return method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
