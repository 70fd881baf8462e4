using System.Buffers.Binary;

namespace LinuxNetns.Netlink;

/// <summary>IEEE 802.1AE over the device below (kind <c>macsec</c>, man 8 ip-macsec, IFLA_MACSEC_* of linux/if_link.h). Channels and keys are set by generic netlink, not here.</summary>
public sealed record MacsecLink : Link
{
    private const int IFLA_MACSEC_SCI = 1;
    private const int IFLA_MACSEC_PORT = 2;
    private const int IFLA_MACSEC_ICV_LEN = 3;
    private const int IFLA_MACSEC_CIPHER_SUITE = 4;
    private const int IFLA_MACSEC_WINDOW = 5;
    private const int IFLA_MACSEC_ENCODING_SA = 6;
    private const int IFLA_MACSEC_ENCRYPT = 7;
    private const int IFLA_MACSEC_PROTECT = 8;
    private const int IFLA_MACSEC_INC_SCI = 9;
    private const int IFLA_MACSEC_ES = 10;
    private const int IFLA_MACSEC_SCB = 11;
    private const int IFLA_MACSEC_REPLAY_PROTECT = 12;
    private const int IFLA_MACSEC_VALIDATION = 13;
    private const int IFLA_MACSEC_OFFLOAD = 15;

    /// <summary>What the kernel calls AES-GCM with 128 bits since before the standard had a number for it.</summary>
    private const ulong MACSEC_DEFAULT_CIPHER_ID = 0x0080_0200_0100_0001;

    /// <summary>Describes one; <see cref="Link.Lower"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public MacsecLink(string name = "") : base(name) => Kind = "macsec";

    internal MacsecLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_MACSEC_ICV_LEN:
                    IntegrityCheckLength = attribute.Read<byte>();
                    break;
                case IFLA_MACSEC_WINDOW:
                    ReplayWindow = attribute.Read<uint>();
                    break;
                case IFLA_MACSEC_ENCODING_SA:
                    EncodingAssociation = attribute.Read<byte>();
                    break;
                case IFLA_MACSEC_ENCRYPT:
                    Encrypt = attribute.ReadBool();
                    break;
                case IFLA_MACSEC_PROTECT:
                    Protect = attribute.ReadBool();
                    break;
                case IFLA_MACSEC_INC_SCI:
                    SendChannelIdentifier = attribute.ReadBool();
                    break;
                case IFLA_MACSEC_ES:
                    EndStation = attribute.ReadBool();
                    break;
                case IFLA_MACSEC_SCB:
                    SingleCopyBroadcast = attribute.ReadBool();
                    break;
                case IFLA_MACSEC_REPLAY_PROTECT:
                    ReplayProtection = attribute.ReadBool();
                    break;
                case IFLA_MACSEC_VALIDATION:
                    Validation = (MacsecValidation)attribute.Read<byte>();
                    break;
                case IFLA_MACSEC_OFFLOAD:
                    Offload = (MacsecOffload)attribute.Read<byte>();
                    break;
                case IFLA_MACSEC_SCI:
                    ChannelIdentifier = BinaryPrimitives.ReverseEndianness(attribute.Read<ulong>());
                    ChannelPort = (ushort)ChannelIdentifier;
                    break;
                case IFLA_MACSEC_CIPHER_SUITE:
                    Cipher = attribute.Read<ulong>() is MACSEC_DEFAULT_CIPHER_ID ? MacsecCipher.GcmAes128 : (MacsecCipher)attribute.Read<ulong>();
                    break;
            }
        }
    }

    /// <summary>The port number in its channel's identifier (IFLA_MACSEC_PORT). When it is made only; goes behind <see cref="ChannelIdentifier"/>.</summary>
    public ushort? ChannelPort { get; init; }

    /// <summary>Bytes of the integrity check value, 8 to 16 (IFLA_MACSEC_ICV_LEN). When it is made only.</summary>
    public byte? IntegrityCheckLength { get; init; }

    /// <summary>How many packets late one may be (IFLA_MACSEC_WINDOW).</summary>
    public uint? ReplayWindow { get; init; }

    /// <summary>The association, 0 to 3, that it sends with (IFLA_MACSEC_ENCODING_SA).</summary>
    public byte? EncodingAssociation { get; init; }

    /// <summary>It encrypts; otherwise it only signs (IFLA_MACSEC_ENCRYPT).</summary>
    public bool? Encrypt { get; init; }

    /// <summary>It sends protected frames (IFLA_MACSEC_PROTECT).</summary>
    public bool? Protect { get; init; }

    /// <summary>The channel's identifier is in every frame (IFLA_MACSEC_INC_SCI).</summary>
    public bool? SendChannelIdentifier { get; init; }

    /// <summary>End station: the identifier is known by the address (IFLA_MACSEC_ES).</summary>
    public bool? EndStation { get; init; }

    /// <summary>Single copy broadcast (IFLA_MACSEC_SCB).</summary>
    public bool? SingleCopyBroadcast { get; init; }

    /// <summary>Packets that come too late are dropped (IFLA_MACSEC_REPLAY_PROTECT). With <see cref="ReplayWindow"/>.</summary>
    public bool? ReplayProtection { get; init; }

    /// <summary>What it does with received frames (IFLA_MACSEC_VALIDATION).</summary>
    public MacsecValidation? Validation { get; init; }

    /// <summary>Who does the work (IFLA_MACSEC_OFFLOAD). Linux 5.6.</summary>
    public MacsecOffload? Offload { get; init; }

    /// <summary>The secure channel's identifier: hardware address and port, as a number in network byte order (IFLA_MACSEC_SCI). When it is made only.</summary>
    public ulong? ChannelIdentifier { get; init; }

    /// <summary>The cipher suite (IFLA_MACSEC_CIPHER_SUITE). When it is made only.</summary>
    public MacsecCipher? Cipher { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.BigEndian(IFLA_MACSEC_PORT, ChannelPort);
        request.Attribute(IFLA_MACSEC_ICV_LEN, IntegrityCheckLength);
        request.Attribute(IFLA_MACSEC_WINDOW, ReplayWindow);
        request.Attribute(IFLA_MACSEC_ENCODING_SA, EncodingAssociation);
        request.Attribute(IFLA_MACSEC_ENCRYPT, Encrypt);
        request.Attribute(IFLA_MACSEC_PROTECT, Protect);
        request.Attribute(IFLA_MACSEC_INC_SCI, SendChannelIdentifier);
        request.Attribute(IFLA_MACSEC_ES, EndStation);
        request.Attribute(IFLA_MACSEC_SCB, SingleCopyBroadcast);
        request.Attribute(IFLA_MACSEC_REPLAY_PROTECT, ReplayProtection);
        request.Attribute(IFLA_MACSEC_VALIDATION, (byte?)Validation, nameof(Validation));
        request.Attribute(IFLA_MACSEC_OFFLOAD, (byte?)Offload, nameof(Offload));
        if (ChannelIdentifier is ulong identifier && !KernelMakes(identifier))
        {
            request.Attribute(IFLA_MACSEC_SCI, BinaryPrimitives.ReverseEndianness(identifier), nameof(ChannelIdentifier));
        }

        request.Attribute(IFLA_MACSEC_CIPHER_SUITE, (ulong?)Cipher, nameof(Cipher));
    }

    /// <summary>One that is not sent is the address and the port; the kernel refuses it in words (macsec_newlink() in drivers/net/macsec.c), and makes the same of the two.</summary>
    private bool KernelMakes(ulong identifier)
    {
        byte[] address = Address?.GetAddressBytes() ?? [];
        return SendChannelIdentifier == false && address.Length == 6 && ChannelPort is ushort port
            && identifier == BinaryPrimitives.ReadUInt64BigEndian([.. address, (byte)(port >> 8), (byte)port]);
    }
}
