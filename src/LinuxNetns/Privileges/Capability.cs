namespace LinuxNetns;

/// <summary>The capabilities that matter here (capabilities(7), linux/capability.h).</summary>
internal enum Capability
{
    NetAdmin = 12,
    SysPtrace = 19,
    SysAdmin = 21,
}
