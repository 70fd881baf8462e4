using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace LinuxNetns.Tests.Abi;

/// <summary>Writes the C that holds only if our numbers are C's: a file a header, so that headers that do not go together need not.</summary>
internal sealed class AbiProgram
{
    private readonly Dictionary<string, StringBuilder> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);

    /// <summary>What has no counterpart in <see cref="AbiTable"/>, and what to do about it.</summary>
    internal List<string> Unknown { get; } = [];

    internal int Assertions { get; private set; }

    internal Dictionary<string, string> Sources => _files.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);

    internal static AbiProgram Of(Architecture architecture)
    {
        var program = new AbiProgram();
        program.Unknown.AddRange(AbiSurface.Unanswered.Select(p => $"{p} is a property: add {p.Split('.')[^1]}_on(Architecture) and let the property call it, so that every architecture can be checked on one."));
        foreach (AbiConstant constant in AbiSurface.Constants.Concat(AbiSurface.ConstantsOf(architecture)))
            program.Add(constant);
        foreach (Type type in AbiSurface.Structs)
            program.Add(type);
        foreach ((string name, (string header, int size)) in AbiTable.Types)
            program.Assert(header, $"sizeof({name}) == {size}", name);
        foreach ((string header, string condition, string whose) in AbiTable.Facts)
            program.Assert(header, condition, whose);
        return program;
    }

    internal void Add(AbiConstant constant)
    {
        if (AbiTable.Rooms.TryGetValue(constant.Key, out (string Type, string Header) room))
        {
            Assert(room.Header, string.Create(CultureInfo.InvariantCulture, $"sizeof({room.Type}) <= {constant.Value}"), constant.Key);
            return;
        }

        if (!AbiTable.Constants.TryGetValue(constant.Key, out string? expression) && !constant.IsCName)
        {
            Unknown.Add($"{constant.Key}: add its C name to AbiTable.Constants, or its C type to AbiTable.Rooms if it is a size to spare, or it to AbiTable.Ours if no header knows it.");
            return;
        }

        expression ??= constant.Name;
        if (AbiTable.Header(expression) is not { } header)
        {
            Unknown.Add($"{constant.Key}: add the header that defines {expression} to AbiTable.Headers.");
            return;
        }

        if (AbiTable.Newer.TryGetValue(expression, out string? definition) && _defined.Add(expression))
            File(header).AppendLine(definition);
        // Where C's value does not fit our type, the comparison fails, but for four bytes either sign will do.
        string cast = constant.Width == 4 ? "(unsigned int)" : "(unsigned long long)";
        ulong value = constant.Width == 4 ? constant.Value & uint.MaxValue : constant.Value;
        Assert(header, string.Create(CultureInfo.InvariantCulture, $"{cast}({expression}) == 0x{value:x}ULL"), constant.Key);
    }

    internal void Add(Type type)
    {
        string owner = AbiSurface.Owner(type);
        if (!AbiTable.Structs.TryGetValue(owner, out AbiStruct? c))
        {
            Unknown.Add($"{owner}: add its C structure to AbiTable.Structs, or its name to AbiTable.Ours if it is not one.");
            return;
        }

        Assert(c.Header, $"sizeof({c.Name}) == {Layout.SizeOf(type)}", owner);
        foreach (FieldInfo field in AbiSurface.Fields(type))
        {
            if (!c.Members.TryGetValue(field.Name, out string? member))
            {
                Unknown.Add($"{owner}.{field.Name}: add its C member to {owner} in AbiTable.Structs.");
                continue;
            }

            if (member.Length == 0)
                continue;
            Assert(c.Header, $"offsetof({c.Name}, {member}) == {Layout.OffsetOf(type, field)}", $"{owner}.{field.Name}");
            Assert(c.Header, $"sizeof((({c.Name} *)0)->{member}) == {Layout.SizeOf(field.FieldType)}", $"{owner}.{field.Name}");
        }
    }

    private void Assert(string header, string condition, string what)
    {
        File(header).AppendLine(CultureInfo.InvariantCulture, $"_Static_assert({condition}, \"{what}\");");
        Assertions++;
    }

    private StringBuilder File(string header)
    {
        string name = $"{header.Replace('/', '_')}.c";
        if (!_files.TryGetValue(name, out StringBuilder? text))
            _files[name] = text = new StringBuilder($"#define _GNU_SOURCE\n#include <stddef.h>\n#include <{header}>\n");
        return text;
    }
}
