using System.Security.Cryptography;

namespace LinuxNetns.Netlink;

/// <summary>
/// The function X25519 of RFC 7748, which the base library lacks. Numbers modulo 2^255 - 19 are sixteen limbs of sixteen bits in longs; no branch and no
/// index depends on a secret.
/// </summary>
internal static class X25519
{
    private const int Limbs = 16;

    /// <summary>(486662 - 2) / 4 of the curve's equation.</summary>
    private const long A24 = 121665;

    /// <summary>The public key of a private one: the base point, 9, times the scalar.</summary>
    internal static void PublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        Span<byte> basePoint = stackalloc byte[32];
        basePoint[0] = 9;
        Multiply(privateKey, basePoint, publicKey);
    }

    /// <summary>The Montgomery ladder of RFC 7748, section 5, in its names.</summary>
    internal static void Multiply(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> result)
    {
        Span<long> memory = stackalloc long[Limbs * 11];
        memory.Clear();
        Span<byte> k = stackalloc byte[32];
        scalar.CopyTo(k);
        Clamp(k);

        Span<long> x1 = memory[..16];
        Span<long> x2 = memory[16..32];
        Span<long> z2 = memory[32..48];
        Span<long> x3 = memory[48..64];
        Span<long> z3 = memory[64..80];
        Span<long> a = memory[80..96];
        Span<long> b = memory[96..112];
        Span<long> c = memory[112..128];
        Span<long> d = memory[128..144];
        Span<long> e = memory[144..160];
        Span<long> a24 = memory[160..176];

        for (int i = 0; i < Limbs; i++)
        {
            x1[i] = point[2 * i] | ((long)point[(2 * i) + 1] << 8);
        }

        x1[15] &= 0x7fff;
        x1.CopyTo(x3);
        x2[0] = 1;
        z3[0] = 1;
        a24[0] = A24 & 0xffff;
        a24[1] = A24 >> 16;

        long swap = 0;
        for (int t = 254; t >= 0; t--)
        {
            long bit = (k[t >> 3] >> (t & 7)) & 1;
            swap ^= bit;
            Swap(swap, x2, x3);
            Swap(swap, z2, z3);
            swap = bit;

            Add(a, x2, z2);
            Subtract(b, x2, z2);
            Add(c, x3, z3);
            Subtract(d, x3, z3);
            Multiply(d, d, a);
            Multiply(c, c, b);
            Multiply(a, a, a);
            Multiply(b, b, b);
            Subtract(e, a, b);
            Add(x3, d, c);
            Multiply(x3, x3, x3);
            Subtract(z3, d, c);
            Multiply(z3, z3, z3);
            Multiply(z3, z3, x1);
            Multiply(x2, a, b);
            Multiply(z2, a24, e);
            Add(z2, z2, a);
            Multiply(z2, z2, e);
        }

        Swap(swap, x2, x3);
        Swap(swap, z2, z3);
        Invert(a, z2);
        Multiply(x2, x2, a);
        Pack(x2, result);
        memory.Clear();
        CryptographicOperations.ZeroMemory(k);
    }

    /// <summary>What RFC 7748 does to 32 random bytes before it takes them for a scalar.</summary>
    internal static void Clamp(Span<byte> scalar)
    {
        scalar[0] &= 248;
        scalar[31] = (byte)((scalar[31] & 127) | 64);
    }

    private static void Add(Span<long> result, ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        for (int i = 0; i < Limbs; i++)
        {
            result[i] = left[i] + right[i];
        }
    }

    private static void Subtract(Span<long> result, ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        for (int i = 0; i < Limbs; i++)
        {
            result[i] = left[i] - right[i];
        }
    }

    /// <summary>2^256 is 38 here: what is above the sixteen limbs comes back 38 times.</summary>
    private static void Multiply(Span<long> result, ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        Span<long> product = stackalloc long[2 * Limbs];
        product.Clear();
        for (int i = 0; i < Limbs; i++)
        {
            for (int j = 0; j < Limbs; j++)
            {
                product[i + j] += left[i] * right[j];
            }
        }

        for (int i = 0; i < Limbs; i++)
        {
            result[i] = product[i] + (38 * product[i + Limbs]);
        }

        Carry(result);
        Carry(result);
    }

    private static void Carry(Span<long> number)
    {
        for (int i = 0; i < Limbs - 1; i++)
        {
            long carry = number[i] >> 16;
            number[i + 1] += carry;
            number[i] -= carry << 16;
        }

        long last = number[Limbs - 1] >> 16;
        number[Limbs - 1] -= last << 16;
        number[0] += 38 * last;
    }

    private static void Swap(long condition, Span<long> left, Span<long> right)
    {
        long mask = -condition;
        for (int i = 0; i < Limbs; i++)
        {
            long difference = mask & (left[i] ^ right[i]);
            left[i] ^= difference;
            right[i] ^= difference;
        }
    }

    /// <summary>Fermat: to the power of 2^255 - 21, whose bits are all set but the second and the fourth.</summary>
    private static void Invert(Span<long> result, ReadOnlySpan<long> number)
    {
        Span<long> power = stackalloc long[Limbs];
        number.CopyTo(power);
        for (int bit = 253; bit >= 0; bit--)
        {
            Multiply(power, power, power);
            if (bit is not (2 or 4))
            {
                Multiply(power, power, number);
            }
        }

        power.CopyTo(result);
    }

    /// <summary>The one representative below 2^255 - 19, little-endian.</summary>
    private static void Pack(Span<long> number, Span<byte> result)
    {
        Carry(number);
        Carry(number);
        Carry(number);
        Span<long> reduced = stackalloc long[Limbs];
        for (int round = 0; round < 2; round++)
        {
            long borrow = 0;
            for (int i = 0; i < Limbs; i++)
            {
                long prime = i == 0 ? 0xffed : i == Limbs - 1 ? 0x7fff : 0xffff;
                long value = number[i] - prime - borrow;
                borrow = (value >> 16) & 1;
                reduced[i] = value & 0xffff;
            }

            // Without a borrow the number was not below the prime.
            Swap(1 - borrow, number, reduced);
        }

        for (int i = 0; i < Limbs; i++)
        {
            result[2 * i] = (byte)number[i];
            result[(2 * i) + 1] = (byte)(number[i] >> 8);
        }
    }
}
