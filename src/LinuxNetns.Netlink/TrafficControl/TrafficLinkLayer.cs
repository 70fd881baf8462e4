namespace LinuxNetns.Netlink;

/// <summary>How packets are put on the wire, for counting them (TC_LINKLAYER_* of linux/pkt_sched.h).</summary>
public enum TrafficLinkLayer
{
    /// <summary>Not said.</summary>
    Unaware = 0,

    /// <summary>Frames, as they are.</summary>
    Ethernet = 1,

    /// <summary>Cells of 53 bytes with 48 of payload, as with ADSL.</summary>
    Atm = 2,
}
