using System.Net;

namespace LinuxNetns;

/// <summary>A line <c>nameserver</c>.</summary>
/// <param name="Address">Its address, without a scope.</param>
/// <param name="Scope">The device of a link-local address, by name or number; null where there is none.</param>
internal sealed record NameServer(IPAddress Address, string? Scope)
{
    /// <summary>An address with or without a scope; null for anything else. .NET would look the device up where the thread is.</summary>
    internal static NameServer? Parse(string text)
    {
        int percent = text.IndexOf('%', StringComparison.Ordinal);
        string address = percent < 0 ? text : text[..percent];
        // Longer forms of IPAddress.Parse: 0x7f000001, 1, [::1]:53.
        bool plain = address.Contains(':', StringComparison.Ordinal) ? !address.Contains('[', StringComparison.Ordinal) : address.Count(c => c == '.') == 3;
        return plain && percent != text.Length - 1 && IPAddress.TryParse(address, out IPAddress? parsed) ? new NameServer(parsed, percent < 0 ? null : text[(percent + 1)..]) : null;
    }
}
