using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>The kernel's rules for a device name (<c>dev_valid_name</c> in net/core/dev.c), checked before anything is sent.</summary>
internal static class LinkName
{
    private const int MaxBytes = 15;

    /// <summary>ALTIFNAMSIZ less the NUL.</summary>
    private const int MaxAlternativeBytes = 127;

    private static ReadOnlySpan<byte> Forbidden => [(byte)'/', (byte)':', (byte)' ', (byte)'\t', (byte)'\n', (byte)'\v', (byte)'\f', (byte)'\r', 0, 0xa0];

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Where a request carries the name: a long one can only be an alternative name.</summary>
    internal static int AttributeOf(string name) => Encoding.UTF8.GetByteCount(name) > MaxBytes ? LinkAttribute.IFLA_ALT_IFNAME : LinkAttribute.IFLA_IFNAME;

    /// <summary>For a name that a device gets.</summary>
    /// <exception cref="ArgumentException">The name cannot be a device's.</exception>
    internal static void Check(string? name, string parameter) => Check(name, parameter, MaxBytes);

    /// <summary>For an alternative name, and for one by which a device is looked up.</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    internal static void CheckReference(string? name, string parameter) => Check(name, parameter, MaxAlternativeBytes);

    private static void Check(string? name, string parameter, int maxBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name is "." or "..")
        {
            throw new ArgumentException($"\"{name}\" cannot be a device name.", parameter);
        }

        // UTF-8 has at most three bytes for a char.
        if (name.Length > maxBytes)
        {
            throw TooLong(name, parameter, maxBytes);
        }

        Span<byte> bytes = stackalloc byte[MaxAlternativeBytes * 3];
        int length = s_strict.GetBytes(name, bytes);
        if (length > maxBytes)
        {
            throw TooLong(name, parameter, maxBytes);
        }

        // 0xa0 is white space to the kernel, wherever it stands in a longer character.
        if (bytes[..length].IndexOfAny(Forbidden) >= 0)
        {
            throw new ArgumentException($"The device name \"{name}\" holds a character that no device name may: '/', ':', white space or NUL.", parameter);
        }
    }

    private static ArgumentException TooLong(string name, string parameter, int maxBytes) =>
        new($"The device name \"{name}\" is longer than {maxBytes} bytes.", parameter);
}
