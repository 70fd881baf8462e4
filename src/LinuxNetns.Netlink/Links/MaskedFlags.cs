namespace LinuxNetns.Netlink;

/// <summary>Flags, and which of them are meant: <c>struct ifla_vlan_flags</c>, <c>struct br_boolopt_multi</c>.</summary>
internal readonly record struct MaskedFlags(uint Flags, uint Mask)
{
    internal bool? this[uint flag] => (Mask & flag) == 0 ? null : (Flags & flag) != 0;

    internal MaskedFlags With(bool? value, uint flag) => value is bool set ? new MaskedFlags(set ? Flags | flag : Flags & ~flag, Mask | flag) : this;
}
