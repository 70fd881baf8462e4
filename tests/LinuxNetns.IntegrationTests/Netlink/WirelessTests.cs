using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Moves simulated radios (mac80211_hwsim) and never a real one.</summary>
public sealed class WirelessTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_radio_moves_there_by_descriptor_and_back_by_process()
    {
        using var here = NetworkNamespace.OpenCurrent();
        WirelessPhy radio = RequireSimulatedRadio(here);
        WirelessInterface wlan = here.Wireless.ListInterfaces().First(i => i.PhyIndex == radio.Index);
        Assert.Equal(wlan.Index, here.Links.Get(wlan.Name!).Index);

        here.Wireless.SetNamespace(radio.Name, _lab.Namespace);
        try
        {
            Assert.Equal([radio], _lab.Namespace.Wireless.ListPhys());
            Assert.DoesNotContain(radio, here.Wireless.ListPhys());
            WirelessInterface moved = Assert.Single(_lab.Namespace.Wireless.ListInterfaces());
            Assert.Equal((radio.Index, wlan.Address, WirelessInterfaceType.Station), (moved.PhyIndex, moved.Address, moved.Type));
            Assert.NotNull(_lab.Namespace.Links.Find(moved.Name!));
        }
        finally
        {
            _lab.Namespace.Wireless.SetNamespace(radio.Index, NetnsReference.FromProcess(Environment.ProcessId));
        }

        Assert.Contains(radio, here.Wireless.ListPhys());
        Assert.Empty(_lab.Namespace.Wireless.ListPhys());
    }

    [Fact]
    public void What_iw_moves_is_seen_and_what_is_moved_iw_sees()
    {
        using var here = NetworkNamespace.OpenCurrent();
        WirelessPhy radio = RequireSimulatedRadio(here);
        using NamespaceProcess holder = _lab.Namespace.StartProcess("sleep", ["600"]);
        try
        {
            TestPrivilege.RequireProgram("iw");
            using (var iw = System.Diagnostics.Process.Start("iw", ["phy", radio.Name, "set", "netns", $"{holder.Id}"]))
            {
                iw.WaitForExit();
                Assert.Equal(0, iw.ExitCode);
            }

            Assert.Equal([radio], _lab.Namespace.Wireless.ListPhys());
            Assert.Equal(IwInterfaces(), _lab.Namespace.Wireless.ListInterfaces().Select(wlan => wlan.Name!));
        }
        finally
        {
            holder.Kill();
            if (_lab.Namespace.Wireless.ListPhys().Contains(radio))
            {
                _lab.Namespace.Wireless.SetNamespace(radio.Index, here);
            }
        }

        Assert.Contains(radio, here.Wireless.ListPhys());
        Assert.Empty(IwInterfaces());

        IEnumerable<string> IwInterfaces() => _lab.Run("iw", "dev").Split('\n').Where(line => line.Contains("Interface ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[1]);
    }

    [Fact]
    public void What_cannot_be_is_an_error_and_nothing_moves()
    {
        using var here = NetworkNamespace.OpenCurrent();
        WirelessPhy radio = RequireSimulatedRadio(here);
        using var file = File.OpenHandle("/proc/self/status");

        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => here.Wireless.SetNamespace("no-such-phy", _lab.Namespace)).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => here.Wireless.SetNamespace(radio.Index, file)).Errno);
        Assert.Contains(radio, here.Wireless.ListPhys());
    }

    [Fact]
    public void A_namespace_without_radios_has_none_or_no_family()
    {
        if (_lab.Namespace.GenericNetlink.FindFamily("nl80211") is null)
        {
            Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => _lab.Namespace.Wireless.ListPhys()).Errno);
            return;
        }

        Assert.Empty(_lab.Namespace.Wireless.ListPhys());
        Assert.Empty(_lab.Namespace.Wireless.ListInterfaces());
    }

    private static WirelessPhy RequireSimulatedRadio(NetworkNamespace ns)
    {
        WirelessPhy? radio = ns.GenericNetlink.FindFamily("nl80211") is null
            ? null
            : ns.Wireless.ListPhys().LastOrDefault(phy =>
                new DirectoryInfo($"/sys/class/ieee80211/{phy.Name}/device/driver").ResolveLinkTarget(returnFinalTarget: true)?.Name == "mac80211_hwsim");
        if (radio is null)
        {
            Assert.Skip("This machine has no simulated radio: modprobe mac80211_hwsim.");
        }

        return radio!;
    }
}
