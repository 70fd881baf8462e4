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

    private static ProcessInside Start(NetworkNamespace ns, string body)
    {
        TestPrivilege.RequireProgram("python3");
        return ProcessInside.Start(["python3", "-c", Prologue + body, ProcessInside.PathOf(ns)]);
    }
}
