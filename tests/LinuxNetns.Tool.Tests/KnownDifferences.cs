namespace LinuxNetns.Tool.Tests;

/// <summary>Everything that the README lists under "Differences from ip", as far as a command line shows it.</summary>
internal static class KnownDifferences
{
    // A user namespace has a limit of its own, so a namespace can be made to fail without touching the machine's.
    private const string LimitReached =
        "run() { export tool D; export -f n no nb; unshare -Urmn --propagation private bash -c 'mount -t tmpfs none /run; ip netns add k1; ip netns add k2; "
        + "echo 3 >/proc/sys/user/max_net_namespaces; \"$@\"; echo $?; ls /run/netns' sh \"$@\"; }";

    private const string Two = "ip netns add one; ip netns add two";
    private const string Unusable = "ip netns add a; ip netns add b; mkdir /run/netns/directory; ip netns add c";
    private const string Invalid = "setting the network namespace \"directory\" failed: Invalid argument\n";

    internal static readonly KnownDifference[] All =
    [
        new("-all add that fails deletes every name", LimitReached, "run no -all add k3",
            new("1\n", "Failed to create a new network namespace \"k3\": No space left on device\n", "0"),
            new("1\nk1\nk2\n", "Failed to create a new network namespace \"k3\": No space left on device\n", "0")),
        new("add in a user namespace that does not own its network", "run() { export tool; export -f n; unshare -Urm --propagation private bash -c 'mount -t tmpfs none /run; n add u; echo $?; ls /run/netns'; }", "run",
            new("1\nu\n", "setns: Operation not permitted\n", "0"),
            new("0\nu\n", "", "0")),
        new("-all exec: status", Two, "no -all exec sh -c 'exit 3'",
            new("\nnetns: two\n\nnetns: one\n", "", "0"),
            new("\nnetns: two\n\nnetns: one\n", "", "3")),
        new("-all exec: a signal ends the loop", Two, "no -all exec sh -c 'kill -9 $$'",
            new("\nnetns: two\n", "", "1"),
            new("\nnetns: two\n\nnetns: one\n", "", "137")),
        new("-all exec: one that cannot be entered", Unusable, "no -all exec true",
            new("\nnetns: c\n\nnetns: directory\n\nnetns: b\n\nnetns: a\n\nnetns: b\n\nnetns: a\n", Invalid, "0"),
            new("\nnetns: c\n\nnetns: directory\n\nnetns: b\n\nnetns: a\n", Invalid, "255")),
        new("-all delete: one that cannot be deleted", Unusable, "no -all delete; echo $?; ls /run/netns",
            new("0\na\nb\ndirectory\n", "Cannot remove namespace file \"/run/netns/directory\": Is a directory\n", "0"),
            new("1\ndirectory\n", "Cannot remove namespace file \"/run/netns/directory\": Is a directory\n", "0")),
        new("-all: names are checked too", "", "no -all add a/b",
            new("", "Cannot create namespace file \"/run/netns/a/b\": No such file or directory\n", "1"),
            new("", "Invalid netns name \"a/b\": it contains a slash.\n", "255")),
        new("-netns: names are checked", Two, "no '-n ../netns/one' identify",
            new("one\n", null, "0"),
            new("", "Invalid netns name \"../netns/one\"\n", "255")),
        new("-netns without a name", "", "nb -n",
            new("", "Cannot open network namespace \"(null)\": No such file or directory\n", "255"),
            new("", "Command line is not complete. Try option \"help\"\n", "255")),
        new("deleting a symbolic link", "ip netns add live; ln -s live /run/netns/link", "n delete link; ip netns exec live true",
            new("", "setting the network namespace \"live\" failed: Invalid argument\n", "255"),
            new("", "", "0")),
        new("a name is mounted once where /run is shared", "mount --make-shared /run", "n add once; grep -c /run/netns/once /proc/self/mountinfo",
            new("2\n", "", "0"),
            new("1\n", "", "0")),
        new("exec in a batch that cannot be entered", Two + "; printf 'netns exec missing true\\nnetns exec one echo on\\n' >/run/batch", "nb -force -b /run/batch",
            new(null, "Cannot open network namespace \"missing\": No such file or directory\nCommand failed /run/batch:1\nCommand failed /run/batch:1\n", "1"),
            new("on\n", "Cannot open network namespace \"missing\": No such file or directory\nCommand failed /run/batch:1\n", "1")),
        new("list-id target-nsid: no wrong name", Two + "; ip netns add three; ip netns set one 7; ip netns set two 0; ip -n one netns set three 0", "n list-id target-nsid 7",
            new("nsid 0 current-nsid unassigned (iproute2 netns name: two)\n", "", "0"),
            new("nsid 0 current-nsid unassigned \n", "", "0")),
        new("control characters in JSON", "ip netns add $'\\x01'", "no -j list",
            new("[{\"name\":\"\x01\"}]\n", "", "0"),
            new("[{\"name\":\"\\u0001\"}]\n", "", "0")),
        new("identify -all", Two + "; ip netns exec one sleep 30 & p=$!; until [ \"$(ip netns identify $p)\" = one ]; do :; done; ip netns attach alias $p", "no -all identify $p | sort; kill $p",
            new("one\n", null, "0"),
            new("alias\none\n", null, "0")),
        new("identify -json", Two, "no '-j -n one' identify",
            new("one\n", "", "0"),
            new("[{\"name\":\"one\"}]\n", "", "0")),
        new("pids -json", Two, "no -j pids one",
            new("", "", "0"),
            new("[]\n", "", "0")),
        new("set up", Two, "n set one up",
            new("", "Error: argument \"up\" is wrong: Invalid \"netnsid\" value\n", "255"),
            new("", "", "0")),
        new("names that look like options", "ip netns add --explain", "n delete --explain; n delete -- --explain; n",
            new("", "Cannot remove namespace file \"/run/netns/--\": No such file or directory\n", "0"),
            new("", "No netns name specified\n", "0")),
        new("-h is help", Two, "no -h list",
            new("two\none\n", "", "0"),
            new("", null, "255")),
        new("-Version", "", "no -V",
            new(null, "", "0"),
            new("netns utility, LinuxNetns-0.1.0\n", "", "0")),
        new("help", "", "n help 2>&1 | head -n1",
            new("Usage:\tip netns list\n", "", "0"),
            new("Usage:\tnetns [ OPTIONS ] list [all]\n", "", "0")),
        new("exec: SIGPIPE is at its default", Two, "trap '' PIPE; (n exec one sh -c 'kill -PIPE $$; echo alive') 2>/dev/null",
            new("alive\n", "", "0"),
            new("", "", "141")),
    ];
}
