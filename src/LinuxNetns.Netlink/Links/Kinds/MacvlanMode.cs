namespace LinuxNetns.Netlink;

/// <summary>How macvlans of one device see each other (<c>enum macvlan_mode</c> of linux/if_link.h).</summary>
public enum MacvlanMode : uint
{
    /// <summary>Not at all.</summary>
    Private = 1,

    /// <summary>By a switch outside that sends frames back.</summary>
    Vepa = 2,

    /// <summary>Directly.</summary>
    Bridge = 4,

    /// <summary>There is only one, which takes the device over.</summary>
    Passthru = 8,

    /// <summary>Each receives from the addresses of its list only.</summary>
    Source = 16,
}
