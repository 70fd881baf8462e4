namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Links and their kinds.</summary>
    private static AbiPart Links => new()
    {
        Headers = new()
        {
            ["ETH_P_"] = "linux/if_ether.h",
            ["VETH_"] = "linux/veth.h",
        },
        Constants = new()
        {
            ["VlanProtocol.Ieee8021AD"] = "ETH_P_8021AD",
            ["VlanProtocol.Ieee8021Q"] = "ETH_P_8021Q",
        },
        Newer = new()
        {
            // include/uapi/linux/if_link.h, Linux 6.3: behind IFLA_ALLMULTI, IFLA_DEVLINK_PORT
            ["IFLA_GRO_IPV4_MAX_SIZE"] = "#include <linux/version.h>\n#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)\n#define IFLA_GRO_IPV4_MAX_SIZE (IFLA_ALLMULTI + 3)\n#endif",
            ["IFLA_GSO_IPV4_MAX_SIZE"] = "#include <linux/version.h>\n#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)\n#define IFLA_GSO_IPV4_MAX_SIZE (IFLA_ALLMULTI + 2)\n#endif",
        },
    };
}
