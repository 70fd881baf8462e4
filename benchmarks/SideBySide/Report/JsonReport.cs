using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinuxNetns.SideBySide;

/// <summary>Everything that was measured, in nanoseconds an operation and bytes, for other programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    internal static string Render(Machine machine, IReadOnlyList<Outcome> outcomes, IReadOnlyList<Footprint> footprints) => JsonSerializer.Serialize(new { machine, outcomes, footprints }, s_options);
}
