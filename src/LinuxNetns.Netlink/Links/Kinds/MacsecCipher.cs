namespace LinuxNetns.Netlink;

/// <summary>Cipher suites of MACsec (MACSEC_CIPHER_ID_* of linux/if_macsec.h).</summary>
public enum MacsecCipher : ulong
{
    /// <summary>AES-GCM with 128 bits.</summary>
    GcmAes128 = 0x0080_C200_0100_0001,

    /// <summary>AES-GCM with 256 bits.</summary>
    GcmAes256 = 0x0080_C200_0100_0002,

    /// <summary>AES-GCM with 128 bits and 64-bit packet numbers.</summary>
    GcmAesXpn128 = 0x0080_C200_0100_0003,

    /// <summary>AES-GCM with 256 bits and 64-bit packet numbers.</summary>
    GcmAesXpn256 = 0x0080_C200_0100_0004,
}
