namespace LinuxNetns;

/// <summary>How processes are found by their namespace. All ways give the same answer as far as each may see.</summary>
public enum ProcessScanBackend
{
    /// <summary>The first of those below that works here. Among few processes (below 1,000) the first question of a program goes to <see cref="Proc"/>, which is cheaper than to load the
    /// BPF program, and further only if /proc does not show all of them.</summary>
    Auto,

    /// <summary>The kernel's iterator over threads, by a small BPF program (bpf(2)): the cheapest by far, and it sees every process. Needs CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN,
    /// in the first user namespace, and Linux 5.11 or later with /sys/kernel/btf/vmlinux.</summary>
    Bpf,

    /// <summary>Asks rtnetlink for the nsid of each process (RTM_GETNSID) in a namespace made for it, where nothing but the one that is looked for has an nsid. Needs CAP_SYS_ADMIN in its
    /// user namespace; sees every process that /proc lists, without the right to trace it. For one namespace, by main threads.</summary>
    NetnsId,

    /// <summary>Looks at <c>/proc/PID/ns/net</c> of each process, as <c>ip netns pids</c> does: works everywhere, and sees what may be traced (ptrace(2), PTRACE_MODE_READ).</summary>
    Proc,
}
