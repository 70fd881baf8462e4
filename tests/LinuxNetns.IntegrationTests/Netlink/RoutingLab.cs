namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Two devices that are up, with fixed addresses and none of the kernel's own choosing.</summary>
internal static class RoutingLab
{
    internal static Lab Create()
    {
        var lab = new Lab();
        lab.Ip("-batch -", """
            link set lo up
            link add v0 type veth peer name v1
            link set v0 addrgenmode none address 02:00:00:00:00:01 up
            link set v1 addrgenmode none address 02:00:00:00:00:02 up
            address add 10.0.0.1/24 dev v0
            address add 10.0.1.1/24 dev v1
            address add fd00::1/64 dev v0 nodad
            address add fd01::1/64 dev v1 nodad

            """);
        return lab;
    }
}
