using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinuxNetns.SideBySide;

/// <summary>Everything that was measured, in nanoseconds an operation, for other programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    internal static string Render(Machine machine, IReadOnlyList<Outcome> outcomes) => JsonSerializer.Serialize(new { machine, outcomes }, s_options);
}
