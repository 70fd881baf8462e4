namespace LinuxNetns.Netlink;

/// <summary>Duplicate address detection found that another host has the address (IFA_F_DADFAILED): the kernel does not use it.</summary>
public sealed class DuplicateAddressException : NetlinkException
{
    internal DuplicateAddressException(InterfaceAddress address)
        : base(Errno.EADDRINUSE, $"use {address.Describe()}: duplicate address detection found it on another host")
    {
        Address = address;
    }

    /// <summary>The address.</summary>
    public InterfaceAddress Address { get; }
}
