using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>The kernel's rules for a device name (<c>dev_valid_name</c> in net/core/dev.c), checked before anything is sent.</summary>
internal static class LinkName
{
    private const int MaxBytes = 15;

    private static ReadOnlySpan<byte> Forbidden => [(byte)'/', (byte)':', (byte)' ', (byte)'\t', (byte)'\n', (byte)'\v', (byte)'\f', (byte)'\r', 0, 0xa0];

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The name cannot be a device's.</exception>
    internal static void Check(string? name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name is "." or "..")
        {
            throw new ArgumentException($"\"{name}\" cannot be a device name.", parameter);
        }

        // UTF-8 has at most three bytes for a char.
        if (name.Length > MaxBytes)
        {
            throw TooLong(name, parameter);
        }

        Span<byte> bytes = stackalloc byte[MaxBytes * 3];
        int length = s_strict.GetBytes(name, bytes);
        if (length > MaxBytes)
        {
            throw TooLong(name, parameter);
        }

        // 0xa0 is white space to the kernel, wherever it stands in a longer character.
        if (bytes[..length].IndexOfAny(Forbidden) >= 0)
        {
            throw new ArgumentException($"The device name \"{name}\" holds a character that no device name may: '/', ':', white space or NUL.", parameter);
        }
    }

    private static ArgumentException TooLong(string name, string parameter) =>
        new($"The device name \"{name}\" is longer than {MaxBytes} bytes.", parameter);
}
