namespace LinuxNetns.Tool.Tests;

/// <summary>Command lines that <c>ip netns</c> and the tool must answer alike, to the byte.</summary>
internal static class CommandTable
{
    internal static readonly CommandGroup[] Groups =
    [
        new(
            "no directory",
            "",
            "n", "n list", "n show", "n lst", "no -j list", "no '-j -p' list",
            "n list-id", "no -j list-id", "no '-j -p' list-id",
            "n identify", "n identify $$", "n pids red", "n delete red", "no -all delete", "no -all exec true", "n exec red true", "n set red 1"),
        new(
            "usage",
            "",
            "n add", "n delete", "n attach", "n attach red", "n set", "n set red", "n pids", "n exec", "n exec red", "no -all exec",
            "n pids a b", "n identify 1 2", "n identify x", "n identify 1x", "n identify -1", "n identify ''",
            "n frobnicate", "n ''", "n listen", "n xyz a/b", "n LIST",
            "no -bogus list", "no --bogus list", "no -color=sometimes list", "no -jsonx list",
            "n attach red 0", "n attach red x", "n attach red ''", "n attach red 0x", "n attach red 08", "n attach red 99999999999", "n attach red 12abc",
            "n set red x", "n set red -1", "n set red ''", "n set red 99999999999", "n set red 1.5", "n set red AUTO",
            "n list-id nsid", "n list-id target-nsid", "n list-id nsid x", "n list-id nsid -1", "n list-id nsid -1 foo", "n list-id target-nsid -1",
            "n list-id target-nsid x", "n list-id nsid 1 nsid 2", "n list-id target-nsid 1 target-nsid 2", "n list-id nsid 0x"),
        new(
            "names",
            "x254=$(printf 'x%.0s' {1..254})",
            "n add .", "n add ..", "n add ''", "n add a/b", "n add /", "n add ../up", "n add x$x254", "n add xx$x254", "n add é${x254:1}", "n add éé${x254:3}",
            "n add -x", "n add --", "n add --wait", "n add 'two words'", "n add $'new\\nline'", "n add $'tab\\tand \"quotes\" \\\\'", "n add ünïcode-网络",
            "n add 123", "n add '*'", "n add '$HOME'", "n add list",
            "n", "n list", "no -j list", "no '-j -p' list",
            "n delete .", "n delete ..", "n delete ''", "n delete a/b", "n delete 123", "n delete $'new\\nline'", "n delete -x", "n delete ünïcode-网络",
            "n exec a/b true", "n exec '' true", "n pids a/b", "n set .. 1", "n attach a/b 1", "n list a/b", "n help a/b", "n identify a/b",
            "n list ok", "n"),
        new(
            "lifecycle",
            "",
            "n add red", "n list", "n add red", "n add blue surplus words", "n", "n delete red surplus words", "n delete red", "n list",
            "stat -c '%a %F' /run/netns/blue", "stat -c %a /run/netns", "no -all delete", "ls -A /run/netns", "n", "no -j list", "no '-j -p' list", "no -all delete",
            "no -all exec true", "n identify", "n list-id"),
        new(
            "abbreviations",
            "",
            "n a one", "n ad two", "n at three $$", "n att four $$", "n l", "n li", "n lis", "n s", "n sh", "n ls", "n list-", "n list-i", "n se one 5", "n set- one 6",
            "n i $$", "n id $$", "n p one", "n pi two", "n e one true", "n ex one true", "n d one", "n de two", "n del three", "n dele four", "n",
            "no -j l", "no -js l", "no '-js -pr' l", "no --json l", "no -a d", "no -o l", "no -4 l", "no -d l", "no -N l", "no '-c' l", "no -color=never l", "no '-f inet' l",
            "no '-rc 4096' l", "no -- l", "no '-j --' l", "no -s l", "no -r l", "no -t l", "no -br l", "no -iec l"),
        new(
            "ids",
            "ip netns add a; ip netns add b; ip netns add c; ip netns add none",
            "n set a 7", "n set a 7", "n set a 8", "n set b 7", "n set b auto", "n set b auto", "n set c 0x10", "n set missing 1", "n set missing auto", "n set",
            "n list", "no -j list", "no '-j -p' list", "n list-id", "no -j list-id", "no '-j -p' list-id", "n list-id nsid 7", "no -j list-id nsid 7", "n list-id nsid 16",
            "n list-id nsid 99", "no -j list-id nsid 99", "n list-id target-nsid 99", "no -j list-id target-nsid 99",
            "n list-id target-nsid 7", "no -j list-id target-nsid 7", "n list-id target-nsid 7 nsid 0", "no -j list-id target-nsid 7 nsid 7",
            "no '-n a' set b 3", "no '-n a' set a 4", "no '-n a' list-id", "no '-n a' list", "n list-id target-nsid 7", "no '-j -p' list-id target-nsid 7", "n list-id nsid 0 target-nsid 7",
            "no -j list-id target-nsid 7 nsid 0", "n list-id target-nsid 7 nsid 99",
            "n attach alias $$", "n set alias 30", "n list-id nsid 30"),
        new(
            "leftovers",
            "ip netns add live; ip netns set live 5; touch /run/netns/placeholder; chmod 0 /run/netns/placeholder; echo text >/run/netns/foreign; mkdir /run/netns/directory; "
            + "ln -s nowhere /run/netns/dangling; ln -s live /run/netns/link; touch /run/netns/other; mount --bind /proc/self/ns/mnt /run/netns/other",
            "n list", "no -j list", "no '-j -p' list", "n", "n list-id", "no -j list-id", "n list-id nsid 5",
            "n pids placeholder", "n pids foreign", "n pids directory", "n pids dangling", "n pids other",
            "n set placeholder 1", "n set foreign auto", "n set directory 1", "n set dangling 1", "n set other 1",
            "n exec placeholder true", "n exec foreign true", "n exec directory true", "n exec dangling true", "n exec other true",
            "no '-n placeholder' list", "no '-n missing' list", "no '-n dangling' list",
            "n add placeholder", "n add dangling", "n add directory", "n add foreign", "n add live", "n attach live $$", "n attach placeholder $$", "n attach dangling 99999999",
            "n identify", "n set link 6", "n list",
            "n delete directory", "n delete dangling", "n delete placeholder", "n delete foreign", "n delete other", "n list", "ls -A /run/netns"),
        new(
            "processes",
            "ip netns add in; ip netns add empty; ip netns exec in sleep 60 & p=$!; until ip netns pids in | grep -q $p; do :; done; "
            + "ip netns attach second $p; unshare -n sleep 60 & u=$!; until [ \"$(readlink /proc/$u/ns/net)\" != \"$(readlink /proc/self/ns/net)\" ]; do :; done",
            "[ \"$(n pids in)\" = $p ]", "n pids empty", "n pids missing", "[ \"$(n pids second)\" = $p ]",
            "n identify $p", "n identify $u", "n identify", "n identify 0", "n identify 00", "n identify 007", "n identify 99999999", "n identify 999999999999999999999",
            "n attach third $u; n identify $u", "n attach fourth 99999999", "n attach fifth -5", "n attach third 99999999", "n attach third $u", "ls /run/netns | wc -l",
            "n delete in; kill -0 $p", "n identify $p", "kill $p $u; wait $p $u 2>/dev/null"),
        new(
            "exec",
            "ip netns add red; ip netns add blue; mkdir -p /etc/netns/red; echo 'nameserver 192.0.2.1' >/etc/netns/red/resolv.conf; touch /etc/netns/red/lnx-tool-no-such",
            "n exec red true", "n exec red false", "n exec red sh -c 'exit 7'", "n exec red sh -c 'exit 255'", "n exec red /nonexistent", "n exec red nonexistent", "n exec red /etc", "n exec blue ''",
            "n exec missing true", "n exec missing", "n exec red cat /etc/resolv.conf", "n exec blue sh -c '[ -e /etc/resolv.conf ] && ! grep 192.0.2.1 /etc/resolv.conf >/dev/null'",
            "n exec red ls /sys/class/net", "n exec red sh -c 'echo out; echo err >&2; exit 3'", "n exec red echo a 'b  c' '' -d --e", "n exec red pwd", "cd /tmp && n exec red pwd",
            "echo from stdin | n exec red cat", "X=1 n exec red sh -c 'echo $X'", "n exec red ip netns identify", "n exec red readlink /proc/self/ns/mnt | grep -vc $(readlink /proc/self/ns/mnt)",
            "n exec red env | grep -c ^DOTNET_TieredCompilation", "n exec red grep ^SigBlk /proc/self/status", "(trap '' HUP INT TERM; n exec red grep -o 'SigIgn:.*[0-9a-f][0-9a-f][0-9a-f]$' /proc/self/status | tail -c 4)", "n exec red ls /proc/self/fd | wc -l",
            "(n exec red sh -c 'kill -9 $$') 2>/dev/null", "(n exec red sh -c 'kill -TERM $$') 2>/dev/null",
            "no '-n red' exec blue cat /etc/resolv.conf", "no '-n red' identify", "no -all exec true", "no -all exec sh -c 'ip netns identify'", "n exec red sh -c 'findmnt -rno PROPAGATION /'",
            "(ulimit -n 200; n exec red sh -c 'ulimit -n')", "n exec red sh -c 'umask'", "(umask 027; n exec red sh -c 'umask')", "n exec red sh -c 'echo $0 $#' a b"),
        new(
            "batches",
            "ip netns add red; cat >/run/fails <<'E'\nnetns add one\nnetns add one\nnetns add two\nE\n"
            + "cat >/run/comments <<'E'\n# a comment\n\n   \nnetns add commented # and more\n  netns\t add   spaced\nnetns add 'in quotes' \nnetns \\\n add \\\ncontinued\nnetns add last\\\nE\n"
            + "printf 'netns add unended' >/run/unended; printf 'netns add \"open\\n' >/run/quote; printf 'netns frobnicate\\nnetns add after\\n' >/run/unknown; "
            + "printf 'netns add a/b\\nnetns add after\\n' >/run/badname; printf 'netns exec red sh -c \"exit 7\"\\nnetns add after\\n' >/run/status; "
            + "printf 'netns exec red echo one\\nnetns list\\nnetns exec red true\\n' >/run/good; printf 'netns\\nnetns list\\n' >/run/lists; : >/run/empty; "
            + "printf 'netns delete nope\\nnetns set red 4\\nnetns set red 5\\nnetns identify x\\n' >/run/codes",
            "nb -batch /run/fails", "n", "nb -force -batch /run/fails", "n", "nb -batch /run/comments", "n", "nb -b /run/unended", "nb -b /run/quote", "nb -b /run/unknown", "nb -force -b /run/unknown",
            "nb -b /run/badname", "nb -b /run/status", "nb -force -b /run/status", "nb -b /run/good", "nb -j -b /run/good", "nb -b /run/lists", "nb -b /run/empty", "nb -b /run/missing", "nb -b /run",
            "nb -b - </run/lists", "printf 'netns add piped\\nnetns add piped\\n' | nb -b -", "nb -b /run/codes", "nb -fo -b /run/codes", "nb -b /run/good list", "n"),
    ];
}
