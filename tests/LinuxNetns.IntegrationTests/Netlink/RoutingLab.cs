using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Two devices that are up, with fixed addresses and none of the kernel's own choosing: which it makes of a device that is set up by the same message, on older kernels.</summary>
internal static class RoutingLab
{
    internal static Lab Create()
    {
        var lab = new Lab();
        lab.Ip("-batch -", """
            link set lo up
            link add v0 type veth peer name v1
            link set v0 addrgenmode none address 02:00:00:00:00:01
            link set v1 addrgenmode none address 02:00:00:00:00:02
            link set v0 up
            link set v1 up
            address add 10.0.0.1/24 dev v0
            address add 10.0.1.1/24 dev v1
            address add fd00::1/64 dev v0 nodad
            address add fd01::1/64 dev v1 nodad

            """);
        // The carrier is noticed, and IPv6 makes its routes, a moment later.
        for (int attempt = 0; !IsSettled(lab.Namespace.Routes.List(RouteFilter.AllTables)); attempt++)
        {
            Assert.True(attempt < 1000, lab.Ip("-6 route show table all"));
            Thread.Sleep(5);
        }

        return lab;
    }

    private static bool IsSettled(IReadOnlyList<Route> routes) =>
        routes.Count(route => route.Destination.ToString() == "ff00::/8") == 2
        && routes.Count(route => route.Destination.ToString() is "fd00::1/128" or "fd01::1/128" or "fd00::/64" or "fd01::/64") == 4
        && routes.All(route => (route.Flags & (RouteFlags.LinkDown | RouteFlags.Dead)) == 0);
}
