namespace LinuxNetns.Netlink;

/// <summary>
/// Features and link state of the devices of the connection's network namespace (ethtool(8), linux/ethtool_netlink.h, Linux 5.8 and later). Reading needs no
/// privilege, every change CAP_NET_ADMIN. Usable from any thread, by many at once.
/// </summary>
public sealed class EthtoolTable
{
    /// <summary>
    /// The feature of a device that cannot leave its network namespace. Linux 6.12 and later have no such feature, and say it as
    /// <see cref="Link.IsNetnsImmutable"/>.
    /// </summary>
    public const string NetnsLocal = "netns-local";

    internal const byte ETHTOOL_GENL_VERSION = 1;

    private const uint SPEED_UNKNOWN = uint.MaxValue;

    private readonly GenericRequests _requests;

    internal EthtoolTable(GenericRequests requests)
    {
        _requests = requests;
    }

    /// <summary>The features of a device by name, as <c>ethtool -k</c>.</summary>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), or the kernel has no ethtool by netlink (ENOENT).</exception>
    public IReadOnlyDictionary<string, EthtoolFeature> GetFeatures(LinkReference link)
    {
        string operation = $"get the features of link \"{link}\"";
        var request = new NetlinkWriter(stackalloc byte[192]);
        try
        {
            Begin(ref request, EthtoolAttribute.ETHTOOL_MSG_FEATURES_GET, EthtoolAttribute.ETHTOOL_A_FEATURES_HEADER, link, 0);
            request.End();
            ExtendedAck ack;
            foreach (NetlinkMessage message in _requests.Ask(request, out ack))
            {
                return ReadFeatures(message);
            }

            throw ack.ToException(operation, request);
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>As <see cref="GetFeatures"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="GetFeatures"/>.</exception>
    public Task<IReadOnlyDictionary<string, EthtoolFeature>> GetFeaturesAsync(LinkReference link, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => GetFeatures(link), cancellationToken);

    /// <summary>Switches a feature, as <c>ethtool -K</c>.</summary>
    /// <exception cref="NetlinkException">As with <see cref="SetFeatures"/>.</exception>
    public void SetFeature(LinkReference link, string feature, bool on) => SetFeatures(link, new Dictionary<string, bool> { [feature] = on });

    /// <summary>As <see cref="SetFeature"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="SetFeatures"/>.</exception>
    public Task SetFeatureAsync(LinkReference link, string feature, bool on, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => SetFeature(link, feature, on), cancellationToken);

    /// <summary>
    /// Switches features, all in one message, as <c>ethtool -K</c>. One that needs another that is off becomes wanted, and active when the other is
    /// on (<see cref="EthtoolFeature.IsWanted"/>).
    /// </summary>
    /// <param name="link">The device.</param>
    /// <param name="features">By their names in the kernel: on or off.</param>
    /// <exception cref="NetlinkException">
    /// There is no such device (ENODEV), a feature is not known or is fixed and would have to change (EOPNOTSUPP), no privilege (EPERM). Nothing was changed.
    /// </exception>
    public void SetFeatures(LinkReference link, IReadOnlyDictionary<string, bool> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        IReadOnlyDictionary<string, EthtoolFeature> current = GetFeatures(link);
        foreach ((string name, bool on) in features)
        {
            // The kernel takes note of such a wish and leaves everything as it is.
            if (current.TryGetValue(name, out EthtoolFeature? feature) && feature.IsFixed && feature.IsActive != on)
            {
                throw new NetlinkException(Errno.EOPNOTSUPP, $"set the feature \"{name}\" of link \"{link}\", which is fixed");
            }
        }

        var request = new NetlinkWriter(stackalloc byte[512]);
        try
        {
            Begin(
                ref request, EthtoolAttribute.ETHTOOL_MSG_FEATURES_SET, EthtoolAttribute.ETHTOOL_A_FEATURES_HEADER, link, EthtoolAttribute.ETHTOOL_FLAG_OMIT_REPLY);
            int wanted = request.BeginNested(EthtoolAttribute.ETHTOOL_A_FEATURES_WANTED);
            int bits = request.BeginNested(EthtoolAttribute.ETHTOOL_A_BITSET_BITS);
            foreach ((string name, bool on) in features)
            {
                int bit = request.BeginNested(EthtoolAttribute.ETHTOOL_A_BITSET_BITS_BIT);
                request.Attribute(EthtoolAttribute.ETHTOOL_A_BITSET_BIT_NAME, name, nameof(features));
                request.Flag(EthtoolAttribute.ETHTOOL_A_BITSET_BIT_VALUE, on, nameof(features));
                request.EndNested(bit);
            }

            request.EndNested(bits);
            request.EndNested(wanted);
            request.End();
            _requests.Change(request, $"set features of link \"{link}\": {string.Join(", ", features.Keys)}");
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>As <see cref="SetFeatures"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="SetFeatures"/>.</exception>
    public Task SetFeaturesAsync(LinkReference link, IReadOnlyDictionary<string, bool> features, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => SetFeatures(link, features), cancellationToken);

    /// <summary>Whether there is a link, and of which speed, as <c>ethtool NAME</c>.</summary>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), or the kernel has no ethtool by netlink (ENOENT).</exception>
    public EthtoolLinkState GetLinkState(LinkReference link)
    {
        var state = new EthtoolLinkState();
        foreach (byte command in (ReadOnlySpan<byte>)[EthtoolAttribute.ETHTOOL_MSG_LINKSTATE_GET, EthtoolAttribute.ETHTOOL_MSG_LINKMODES_GET])
        {
            state = ReadState(link, command, state);
        }

        return state;
    }

    /// <summary>As <see cref="GetLinkState"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="GetLinkState"/>.</exception>
    public Task<EthtoolLinkState> GetLinkStateAsync(LinkReference link, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => GetLinkState(link), cancellationToken);

    private EthtoolLinkState ReadState(LinkReference link, byte command, EthtoolLinkState state)
    {
        bool modes = command == EthtoolAttribute.ETHTOOL_MSG_LINKMODES_GET;
        var request = new NetlinkWriter(stackalloc byte[192]);
        try
        {
            Begin(ref request, command, modes ? EthtoolAttribute.ETHTOOL_A_LINKMODES_HEADER : EthtoolAttribute.ETHTOOL_A_LINKSTATE_HEADER, link, 0);
            request.End();
            ExtendedAck ack;
            foreach (NetlinkMessage message in _requests.Ask(request, out ack))
            {
                return modes ? ReadModes(message, state) : ReadLink(message, state);
            }

            // The driver has no such thing to tell.
            return ack.Errno == Errno.EOPNOTSUPP ? state : throw ack.ToException($"get the state of link \"{link}\"", request);
        }
        finally
        {
            request.Dispose();
        }
    }

    private void Begin(ref NetlinkWriter request, byte command, int headerType, LinkReference link, uint flags)
    {
        if (link == LinkReference.None)
        {
            throw new ArgumentException("No link is named.", nameof(link));
        }

        _requests.Begin(ref request, command, flags == 0 ? HeaderFlags.None : HeaderFlags.Ack);
        int header = request.BeginNested(headerType);
        // Of both the kernel makes sure that they are the same device's (ethnl_parse_header_dev_get in net/ethtool/netlink.c).
        request.Attribute(EthtoolAttribute.ETHTOOL_A_HEADER_DEV_INDEX, link.Index == 0 ? default(int?) : link.Index, nameof(link));
        request.Attribute(EthtoolAttribute.ETHTOOL_A_HEADER_DEV_NAME, link.Name, nameof(link));

        request.Attribute(EthtoolAttribute.ETHTOOL_A_HEADER_FLAGS, flags == 0 ? default(uint?) : flags, nameof(flags));
        request.EndNested(header);
    }

    private static EthtoolLinkState ReadLink(in NetlinkMessage message, EthtoolLinkState state)
    {
        message.Read<GenericHeader>(out AttributeReader attributes);
        NetlinkAttribute link = attributes.Find(EthtoolAttribute.ETHTOOL_A_LINKSTATE_LINK);
        return link.Value.IsEmpty ? state : state with { IsDetected = link.ReadBool() };
    }

    private static EthtoolLinkState ReadModes(in NetlinkMessage message, EthtoolLinkState state)
    {
        message.Read<GenericHeader>(out AttributeReader attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case EthtoolAttribute.ETHTOOL_A_LINKMODES_AUTONEG:
                    state = state with { AutoNegotiation = attribute.ReadBool() };
                    break;
                case EthtoolAttribute.ETHTOOL_A_LINKMODES_SPEED:
                    state = state with { MegabitsPerSecond = attribute.Read<uint>() is not SPEED_UNKNOWN and uint speed ? speed : null };
                    break;
                case EthtoolAttribute.ETHTOOL_A_LINKMODES_DUPLEX:
                    state = state with { Duplex = (EthtoolDuplex)attribute.Read<byte>() };
                    break;
            }
        }

        return state;
    }

    /// <summary>The bits of the hardware's are all that there are, each with its value; the other three lists have those that are set.</summary>
    private static Dictionary<string, EthtoolFeature> ReadFeatures(in NetlinkMessage message)
    {
        message.Read<GenericHeader>(out AttributeReader attributes);
        HashSet<string> wanted = Names(attributes, EthtoolAttribute.ETHTOOL_A_FEATURES_WANTED);
        HashSet<string> active = Names(attributes, EthtoolAttribute.ETHTOOL_A_FEATURES_ACTIVE);
        HashSet<string> fixedOnes = Names(attributes, EthtoolAttribute.ETHTOOL_A_FEATURES_NOCHANGE);
        var features = new Dictionary<string, EthtoolFeature>(StringComparer.Ordinal);
        AttributeReader all = Bits(attributes, EthtoolAttribute.ETHTOOL_A_FEATURES_HW);
        while (all.TryRead(out NetlinkAttribute bit))
        {
            string name = bit.Nested.Find(EthtoolAttribute.ETHTOOL_A_BITSET_BIT_NAME).ReadString();
            bool changeable = HasValue(bit) && !fixedOnes.Contains(name);
            features[name] = new EthtoolFeature(name, active.Contains(name), wanted.Contains(name), !changeable);
        }

        return features;
    }

    private static HashSet<string> Names(AttributeReader attributes, int type)
    {
        bool listed = attributes.Find(type).Nested.Find(EthtoolAttribute.ETHTOOL_A_BITSET_NOMASK).Type == EthtoolAttribute.ETHTOOL_A_BITSET_NOMASK;
        var names = new HashSet<string>(StringComparer.Ordinal);
        AttributeReader bits = Bits(attributes, type);
        while (bits.TryRead(out NetlinkAttribute bit))
        {
            if (listed || HasValue(bit))
            {
                names.Add(bit.Nested.Find(EthtoolAttribute.ETHTOOL_A_BITSET_BIT_NAME).ReadString());
            }
        }

        return names;
    }

    private static AttributeReader Bits(AttributeReader attributes, int type) => attributes.Find(type).Nested.Find(EthtoolAttribute.ETHTOOL_A_BITSET_BITS).Nested;

    private static bool HasValue(in NetlinkAttribute bit) =>
        bit.Nested.Find(EthtoolAttribute.ETHTOOL_A_BITSET_BIT_VALUE).Type == EthtoolAttribute.ETHTOOL_A_BITSET_BIT_VALUE;
}
