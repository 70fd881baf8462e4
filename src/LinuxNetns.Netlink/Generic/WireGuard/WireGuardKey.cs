using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LinuxNetns.Netlink;

/// <summary>
/// A key of WireGuard, 32 bytes: private, public or preshared (wg(8)). <see cref="ToString"/> never shows it, so that no log does; <see cref="ToBase64"/> does.
/// </summary>
public readonly struct WireGuardKey : IEquatable<WireGuardKey>
{
    /// <summary>Size in bytes.</summary>
    public const int Length = 32;

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    /// <summary>The key of these bytes.</summary>
    /// <param name="key">32 bytes.</param>
    /// <exception cref="ArgumentException">There are more or less.</exception>
    public WireGuardKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
        {
            throw new ArgumentException($"A key of WireGuard has {Length} bytes, not {key.Length}.", nameof(key));
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(key);
        (_word0, _word1, _word2, _word3) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>All zeros: no key. Set, it removes the one that is there.</summary>
    public static WireGuardKey None => default;

    /// <summary>All zeros.</summary>
    public bool IsNone => (_word0 | _word1 | _word2 | _word3) == 0;

    /// <summary>Whether two keys are the same.</summary>
    public static bool operator ==(WireGuardKey left, WireGuardKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(WireGuardKey left, WireGuardKey right) => !left.Equals(right);

    /// <summary>A new private key, as <c>wg genkey</c>.</summary>
    public static WireGuardKey GeneratePrivate()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        X25519.Clamp(bytes);
        return Take(bytes);
    }

    /// <summary>A new preshared key, as <c>wg genpsk</c>.</summary>
    public static WireGuardKey GeneratePreshared()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return Take(bytes);
    }

    /// <summary>Reads the 44 characters of base64 that <c>wg</c> shows.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static WireGuardKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // What was refused may be most of a secret: it is not repeated.
        return TryParse(text, out WireGuardKey key) ? key : throw new FormatException("A key of WireGuard is 32 bytes in base64: 44 characters.");
    }

    /// <summary>As <see cref="Parse"/>, without exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WireGuardKey key)
    {
        key = default;
        Span<byte> bytes = stackalloc byte[Length + 1];
        if (text is not { Length: 44 } || !Convert.TryFromBase64String(text, bytes, out int length) || length != Length)
        {
            return false;
        }

        key = Take(bytes[..Length]);
        return true;
    }

    /// <summary>The public key of this private one, as <c>wg pubkey</c> (X25519, RFC 7748).</summary>
    public WireGuardKey GetPublicKey()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Span<byte> result = stackalloc byte[Length];
        CopyTo(bytes);
        X25519.PublicKey(bytes, result);
        CryptographicOperations.ZeroMemory(bytes);
        return new WireGuardKey(result);
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException">There is less room.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException($"A key of WireGuard has {Length} bytes.", nameof(destination));
        }

        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(destination[..Length]);
        (words[0], words[1], words[2], words[3]) = (_word0, _word1, _word2, _word3);
    }

    /// <summary>The key in base64, as <c>wg</c> shows and reads it.</summary>
    public string ToBase64()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        string text = Convert.ToBase64String(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    /// <summary>By value, in a time that does not depend on it.</summary>
    public bool Equals(WireGuardKey other) =>
        ((_word0 ^ other._word0) | (_word1 ^ other._word1) | (_word2 ^ other._word2) | (_word3 ^ other._word3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WireGuardKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_word0, _word1, _word2, _word3);

    /// <summary>Says whether there is a key, and not which.</summary>
    public override string ToString() => IsNone ? "(none)" : "(hidden)";

    private static WireGuardKey Take(Span<byte> bytes)
    {
        var key = new WireGuardKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }
}
