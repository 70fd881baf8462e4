using System.Globalization;
using System.Text;

namespace LinuxNetns.Tool;

/// <summary>JSON in the layout of iproute2, plain or with -pretty, byte for byte: programs compare it.</summary>
internal sealed class JsonOutput(ToolOutput output, bool pretty)
{
    private int _depth;
    private bool _separate;

    internal void StartArray(string? property = null)
    {
        Begin(property, "[");
        if (pretty)
            output.Write(" ");
    }

    internal void EndArray()
    {
        if (pretty && _separate)
            output.Write(" ");
        _separate = false;
        End("]");
        if (_depth == 0)
            output.Write("\n");
    }

    internal void StartObject(string? property = null) => Begin(property, "{");

    internal void EndObject()
    {
        End("}");
        if (_depth == 0)
            output.Write("\n");
    }

    internal void Property(string name, string value)
    {
        Name(name);
        Quote(value);
    }

    internal void Property(string name, long value)
    {
        Name(name);
        output.Write(value.ToString(CultureInfo.InvariantCulture));
    }

    internal void Property(string name, bool value)
    {
        Name(name);
        output.Write(value ? "true" : "false");
    }

    /// <summary>A text in an array.</summary>
    internal void Value(string value)
    {
        Separate();
        Quote(value);
    }

    /// <summary>A number in an array.</summary>
    internal void Value(long value)
    {
        Separate();
        output.Write(value.ToString(CultureInfo.InvariantCulture));
    }

    private void Name(string name)
    {
        Separate();
        NewLine();
        Quote(name);
        output.Write(pretty ? ": " : ":");
    }

    private void Begin(string? property, string bracket)
    {
        if (property is null)
            Separate();
        else
            Name(property);
        output.Write(bracket);
        _depth++;
        _separate = false;
    }

    private void End(string bracket)
    {
        _depth--;
        if (_separate)
            NewLine();
        output.Write(bracket);
        _separate = true;
    }

    private void Separate()
    {
        if (_separate)
            output.Write(",");
        _separate = true;
    }

    private void NewLine()
    {
        if (!pretty)
            return;
        output.Write("\n");
        for (int i = 0; i < _depth; i++)
            output.Write("    ");
    }

    private void Quote(string text)
    {
        output.Write("\"");
        output.Write(text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.AsSpan().ContainsAny('"', '\\') ? Escape(text) : text);
        output.Write("\"");
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\f' => escaped.Append("\\f"),
                '\b' => escaped.Append("\\b"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
