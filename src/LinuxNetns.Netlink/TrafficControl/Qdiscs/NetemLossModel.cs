namespace LinuxNetns.Netlink;

/// <summary>Loss that comes in bursts: <see cref="NetemMarkovLoss"/> or <see cref="NetemGilbertElliottLoss"/> (TCA_NETEM_LOSS, man 8 tc-netem).</summary>
public abstract record NetemLossModel
{
    private const int NETEM_LOSS_GI = 1;
    private const int NETEM_LOSS_GE = 2;

    private protected NetemLossModel()
    {
    }

    internal static NetemLossModel? Read(AttributeReader attributes)
    {
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case NETEM_LOSS_GI:
                    return new NetemMarkovLoss(attribute.Read<NetemMarkovOptions>());
                case NETEM_LOSS_GE:
                    return new NetemGilbertElliottLoss(attribute.Read<NetemGilbertElliottOptions>());
            }
        }

        return null;
    }

    internal void Write(ref NetlinkWriter request)
    {
        switch (this)
        {
            case NetemMarkovLoss markov:
                request.Attribute(NETEM_LOSS_GI, markov.ToKernel());
                break;
            case NetemGilbertElliottLoss gilbertElliott:
                request.Attribute(NETEM_LOSS_GE, gilbertElliott.ToKernel());
                break;
        }
    }
}
