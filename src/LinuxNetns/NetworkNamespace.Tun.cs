using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>Devices whose packets a program reads and writes.</content>
public sealed partial class NetworkNamespace
{
    private const string TunPath = "/dev/net/tun";

    /// <summary>
    /// Makes a tun or tap device in this namespace and opens it, without moving the caller: the kernel makes it in the network namespace that
    /// <c>/dev/net/tun</c> was opened in (<c>tun_chr_open</c> in drivers/net/tun.c). It is down until <c>Links.SetUp</c>. Needs CAP_NET_ADMIN over the namespace.
    /// </summary>
    /// <param name="options">What it shall be like; null: a tun device by a name that the kernel chooses.</param>
    /// <returns>The device, open.</returns>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    /// <exception cref="NetworkNamespaceException">
    /// The name is taken (EBUSY), there is no <c>/dev/net/tun</c> (ENOENT) or no module for it (ENODEV), no privilege (EPERM). Nothing was made.
    /// </exception>
    /// <example><code>
    /// using TunDevice tun = ns.CreateTunDevice(new TunOptions { Name = "tun0" });
    /// ns.Links.SetUp("tun0");
    /// int length = await tun.ReadAsync(buffer);
    /// </code></example>
    public TunDevice CreateTunDevice(TunOptions? options = null)
    {
        options ??= new TunOptions();
        if (!Enum.IsDefined(options.Mode))
        {
            throw new ArgumentException($"{options.Mode} is neither tun nor tap.", nameof(options));
        }

        if (options.Name is string name)
        {
            CheckName(name);
        }

        return TunDevice.Attach(OpenTun(), options, create: true, made => Links.Get(made).Index);
    }

    /// <summary>Opens a tun or tap device that is there: a persistent one, or another queue of one that has several.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The device, open.</returns>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    /// <exception cref="NetlinkException">There is no such device (ENODEV).</exception>
    /// <exception cref="NetworkNamespaceException">
    /// It was deleted meanwhile (ENODEV), it is open already and has one queue (EBUSY), it is no tun or tap device (EINVAL), no privilege and not its owner (EPERM).
    /// </exception>
    public TunDevice OpenTunDevice(string name)
    {
        CheckName(name);
        if (Links.Get(name) is not TunLink link)
        {
            throw Interop.Error(Errno.EINVAL, "open a tun device", name);
        }

        // Before Linux 4.19 the kernel does not say what it is; then it is what most are.
        var options = new TunOptions
        {
            Name = name, Mode = link.Mode ?? TunMode.Tun, PacketInformation = link.HasPacketInformation ?? false, VirtioHeader = link.HasVirtioHeader ?? false,
            MultiQueue = link.IsMultiQueue ?? false,
        };
        // Where the device goes meanwhile, the kernel makes another one, which goes again when it is closed.
        return TunDevice.Attach(
            OpenTun(), options, create: false, opened => Links.Get(opened).Index == link.Index ? link.Index : throw Interop.Error(Errno.ENODEV, "open a tun device", name));
    }

    private SafeFileHandle OpenTun()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return NamespaceWindow.OpenFile(_handle, TunPath, Interop.O_RDWR | Interop.O_NONBLOCK);
    }

    /// <summary>The kernel would cut off what does not fit into struct ifreq: the rules are those of any link.</summary>
    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _ = new Link(name);
    }
}
