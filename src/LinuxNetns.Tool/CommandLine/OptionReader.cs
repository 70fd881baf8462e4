using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LinuxNetns.Tool;

/// <summary>Reads a command's own options: <c>--name</c> or <c>--name=value</c> before its other words; <c>--</c> ends them.</summary>
internal ref struct OptionReader(ReadOnlySpan<string> words)
{
    private ReadOnlySpan<string> _words = words;
    private bool _ended;

    /// <summary>The words after the options.</summary>
    internal readonly ReadOnlySpan<string> Rest => _words;

    internal static TimeSpan Seconds(string option, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(seconds)
            : throw ExitException.Usage(Texts.WrongArgument(value, $"\"{option}\" takes seconds"));

    internal static ExitException Unknown(string option) => ExitException.Usage(Texts.UnknownOption(option));

    internal bool Next([NotNullWhen(true)] out string? option, out string? value)
    {
        option = value = null;
        if (_ended || _words.IsEmpty || !_words[0].StartsWith("--", StringComparison.Ordinal))
            return false;
        string word = _words[0];
        _words = _words[1..];
        if (word == "--")
        {
            _ended = true;
            return false;
        }

        int equals = word.IndexOf('=', StringComparison.Ordinal);
        option = equals < 0 ? word : word[..equals];
        value = equals < 0 ? null : word[(equals + 1)..];
        return true;
    }

    /// <summary>The value after <c>=</c>, or else the next word.</summary>
    internal string Required(string option, string? value)
    {
        if (value is not null)
            return value;
        if (_words.IsEmpty)
            throw ExitException.Usage($"Error: argument \"{option}\" is required");
        value = _words[0];
        _words = _words[1..];
        return value;
    }
}
