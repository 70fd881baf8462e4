using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class WireGuardKeyTests
{
    /// <summary>RFC 7748, section 6.1, and four pairs of OpenSSL 3.0's.</summary>
    [Theory]
    [InlineData("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a", "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")]
    [InlineData("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb", "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")]
    [InlineData("7049ebc022112265b2c9d6947fdb075e4e2d8bd4b0194dbb2504562263fc7971", "935f2019c9cf194b721129d94ce5b90cf2022d7c8ad418d6c3648fc6f2c9de08")]
    [InlineData("8869a37111617343dd168dc3b875903f8903a2b9332e48d39f3e9532fac00a73", "da6c9674b93d03decfa074e848e1deb4cf77f6756a7f5b2718d642907b2d5551")]
    [InlineData("907f983a4c4cb665787164b2ad6cc6895014c4bffa557aa6af9f347345a10a5f", "941913051f2bb60751e7b9ef6d368aa961bd36e0ee7389ab559c409ad716d66e")]
    [InlineData("60e32a3c1ae9affc43459c4325ff3dc1235395e0f11f79d9f28bdd539d312e71", "07ec02de450f04be6ee19f406812a13ea68c19116a2bb642cfcf2049fc11cf2c")]
    public void A_public_key_is_that_of_its_private_one(string privateKey, string publicKey) =>
        Assert.Equal(new WireGuardKey(Convert.FromHexString(publicKey)), new WireGuardKey(Convert.FromHexString(privateKey)).GetPublicKey());

    /// <summary>RFC 7748, section 5.2.</summary>
    [Theory]
    [InlineData("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4", "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c", "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d", "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493", "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void The_function_is_that_of_the_rfc(string scalar, string point, string expected)
    {
        var result = new byte[32];
        X25519.Multiply(Convert.FromHexString(scalar), Convert.FromHexString(point), result);
        Assert.Equal(expected, Convert.ToHexString(result), ignoreCase: true);
    }

    /// <summary>RFC 7748, section 5.2: each result is the next scalar, and each scalar the next point.</summary>
    [Fact]
    public void A_thousand_rounds_end_where_the_rfc_says()
    {
        var scalar = new byte[32];
        scalar[0] = 9;
        byte[] point = [.. scalar];
        for (int i = 0; i < 1000; i++)
        {
            var result = new byte[32];
            X25519.Multiply(scalar, point, result);
            (scalar, point) = (result, scalar);
        }

        Assert.Equal("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", Convert.ToHexString(scalar), ignoreCase: true);
    }

    /// <summary>Numbers of 2^255 - 19 and more mean what is left of them.</summary>
    [Fact]
    public void A_point_beyond_the_prime_is_reduced()
    {
        byte[] one = new byte[32];
        one[0] = 1;
        byte[] primeAndOne = Convert.FromHexString("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        byte[] scalar = Convert.FromHexString("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
        var expected = new byte[32];
        var result = new byte[32];

        X25519.Multiply(scalar, one, expected);
        X25519.Multiply(scalar, primeAndOne, result);

        Assert.Equal(expected, result);
    }

    [Fact]
    public void A_key_goes_through_base64_and_never_through_ToString()
    {
        WireGuardKey key = WireGuardKey.GeneratePrivate();
        string text = key.ToBase64();

        Assert.Equal(key, WireGuardKey.Parse(text));
        Assert.Equal(44, text.Length);
        Assert.DoesNotContain(text[..8], key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(text[..8], new WireGuardDevice { PrivateKey = key }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(text[..8], new WireGuardPeer(key) { PresharedKey = key }.ToString(), StringComparison.Ordinal);
        Assert.Equal(("(none)", true), (WireGuardKey.None.ToString(), WireGuardKey.None.IsNone));
        Assert.NotEqual(key, WireGuardKey.GeneratePrivate());
        Assert.NotEqual(WireGuardKey.GeneratePreshared(), WireGuardKey.GeneratePreshared());
    }

    [Fact]
    public void A_private_key_is_clamped()
    {
        Span<byte> bytes = stackalloc byte[32];
        for (int i = 0; i < 50; i++)
        {
            WireGuardKey.GeneratePrivate().CopyTo(bytes);
            Assert.Equal((0, 64), (bytes[0] & 7, bytes[31] & 192));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=AAAA")]
    public void What_is_no_key_is_refused(string text)
    {
        Assert.False(WireGuardKey.TryParse(text, out _));
        FormatException error = Assert.Throws<FormatException>(() => WireGuardKey.Parse(text));
        Assert.True(text.Length < 4 || !error.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_has_32_bytes()
    {
        Assert.Throws<ArgumentException>(() => new WireGuardKey(new byte[31]));
        Assert.Throws<ArgumentException>(() => new WireGuardKey(new byte[33]));
        Assert.Throws<ArgumentException>(() => WireGuardKey.None.CopyTo(new byte[31]));
        Assert.False(WireGuardKey.TryParse(null, out _));
    }
}
