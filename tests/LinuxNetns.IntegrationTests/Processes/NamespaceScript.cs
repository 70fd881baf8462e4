namespace LinuxNetns.IntegrationTests;

/// <summary>A Python program that holds a namespace in a way that no ordinary command does. It says "ready" and goes on until its standard input ends.</summary>
internal static class NamespaceScript
{
    private const string Prologue = """
        import ctypes, os, platform, socket, sys, threading
        libc = ctypes.CDLL(None, use_errno=True)
        def enter(fd):
            if libc.setns(fd, 0x40000000): raise OSError(ctypes.get_errno(), "setns")
        def ready():
            print("ready", flush=True)
            sys.stdin.readline()
        def worker():
            enter(target)
            os.close(target)
            ready()
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        target = os.open(sys.argv[1], os.O_RDONLY)

        """;

    /// <summary>One thread inside, the main one at home.</summary>
    internal static ProcessInside Thread(NetworkNamespace ns) => Start(ns, """
        thread = threading.Thread(target=worker)
        thread.start()
        thread.join()
        """);

    /// <summary>One thread inside, and no main thread any more: exit(2), not exit_group(2).</summary>
    internal static ProcessInside ThreadWithoutMainThread(NetworkNamespace ns) => Start(ns, """
        os.close(home)
        threading.Thread(target=worker).start()
        libc.syscall({"x86_64": 60}.get(platform.machine(), 93), 0)
        """);

    /// <summary>A socket made inside, and nobody there.</summary>
    internal static ProcessInside Socket(NetworkNamespace ns) => Start(ns, """
        enter(target)
        held = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        enter(home)
        os.close(target)
        ready()
        """);

    /// <summary>A tun device's descriptor, opened inside, and nobody there.</summary>
    internal static ProcessInside Tun(NetworkNamespace ns) => Start(ns, """
        enter(target)
        held = os.open("/dev/net/tun", os.O_RDWR)
        enter(home)
        os.close(target)
        ready()
        """);

    /// <summary>A descriptor of the namespace, and nobody there.</summary>
    internal static ProcessInside Descriptor(NetworkNamespace ns) => Start(ns, "ready()");

    /// <summary>A descriptor of the namespace in a message that nobody has taken yet.</summary>
    internal static ProcessInside DescriptorInTransit(NetworkNamespace ns) => Start(ns, """
        here, there = socket.socketpair()
        socket.send_fds(here, [b"."], [target])
        os.close(target)
        ready()
        """);

    /// <summary>A descriptor of the namespace in the table of one thread alone: unshare(2) with CLONE_FILES.</summary>
    internal static ProcessInside DescriptorOfThread(NetworkNamespace ns) => Start(ns, """
        copied, closed = threading.Event(), threading.Event()
        def keep():
            if libc.unshare(0x400): raise OSError(ctypes.get_errno(), "unshare")
            copied.set()
            closed.wait()
            ready()
        thread = threading.Thread(target=keep)
        thread.start()
        copied.wait()
        os.close(target)
        closed.set()
        thread.join()
        """);

    /// <summary>A descriptor of the namespace, nobody there, and two threads that go on without their main thread.</summary>
    internal static ProcessInside DescriptorWithoutMainThread(NetworkNamespace ns) => Start(ns, """
        def go_on():
            while open(f"/proc/self/task/{os.getpid()}/stat").read().rsplit(")", 1)[1].split()[0] != "Z":
                os.sched_yield()
            ready()
        threading.Thread(target=go_on).start()
        threading.Thread(target=threading.Event().wait).start()
        libc.syscall({"x86_64": 60}.get(platform.machine(), 93), 0)
        """);

    /// <summary>Descriptors of everything else: other kinds of namespaces, its own one, pipes, a socket that only an O_PATH descriptor is left of.</summary>
    internal static ProcessInside OtherDescriptors(NetworkNamespace ns) => Start(ns, """
        others = [os.open(f"/proc/self/ns/{kind}", os.O_RDONLY) for kind in ("uts", "ipc", "mnt", "pid", "user", "net")]
        pipe, own = os.pipe(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        enter(target)
        left = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        path = os.open(f"/proc/self/fd/{left.fileno()}", os.O_PATH)
        left.close()
        enter(home)
        os.close(target)
        ready()
        """);

    private static ProcessInside Start(NetworkNamespace ns, string body)
    {
        TestPrivilege.RequireProgram("python3");
        return ProcessInside.Start(["python3", "-c", Prologue + body, ProcessInside.PathOf(ns)]);
    }
}
