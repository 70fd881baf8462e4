using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

/// <summary>What the tool does that ip does not.</summary>
public sealed class ExtrasTests
{
    [Fact]
    public void Rename_keeps_the_namespace()
    {
        string output = Run("""
            n add old; inode=$(stat -c %i /run/netns/old); n rename old new; ls /run/netns; [ $(stat -c %i /run/netns/new) = $inode ] && echo same
            n add other; n rename new other; echo $?; n rename missing x; echo $?; n rename new; echo $?; n rename new a/b; echo $?; n rename new x y; echo $?; ls /run/netns
            """);

        Assert.Equal("""
            new
            same
            Cannot create namespace file "/run/netns/other": File exists
            1
            Cannot open network namespace "missing": No such file or directory
            1
            No new netns name specified
            1
            Invalid netns name "a/b"
            255
            extra arguments specified
            1
            new
            other

            """, output);
    }

    [Fact]
    public void A_mark_is_listed_and_survives_a_rename()
    {
        string output = Run("n add a; n set a down; n rename a b; no -j list all | grep -o '\"mark\":\"[a-z]*\"'; n set b up; no -j list all | grep -o '\"mark\":\"[a-z]*\"'; n set missing down; echo $?");

        Assert.Equal("\"mark\":\"down\"\n\"mark\":\"up\"\nCannot open network namespace \"missing\": No such file or directory\n1\n", output);
    }

    [Fact]
    public void List_all_shows_states_and_processes()
    {
        string output = Run("""
            n add busy; n set busy 4; touch /run/netns/left; $tool exec busy sleep 30 & p=$!; until [ "$(n pids busy)" = $p ]; do :; done
            no -j list all | sed "s/$p/PID/; s/:4026[0-9]*/:INODE/"; n list all | sed "s/$p/PID/; s/4026[0-9]*/INODE/" | tr -s ' '; kill $p
            """);

        Assert.Equal("""
            [{"name":"left","state":"placeholder","mark":"up","pids":[]},{"name":"busy","id":4,"state":"live","mark":"up","inode":INODE,"pids":[PID]}]
            NAME ID STATE MARK INODE PIDS
            left - placeholder up -
            busy 4 live up INODE PID

            """, output);
    }

    [Fact]
    public void Lsns_finds_named_and_nameless_namespaces()
    {
        string output = Run("""
            n add named; unshare -n sleep 30 & p=$!; until [ "$(readlink /proc/$p/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
            inode=$(stat -Lc %i /proc/$p/ns/net)
            no -j lsns 2>/dev/null | tr '{' '\n' | grep "\"inode\":$inode," | grep -c "\"names\":\[\],\"pids\":\[$p\]"
            no -j lsns 2>/dev/null | grep -o '"names":\["named"\]'
            n lsns 2>/dev/null | grep -c "^$inode .* 1 *$p .*sleep"; n lsns x; echo $?; kill $p
            """);

        Assert.Equal("1\n\"names\":[\"named\"]\n1\nextra arguments specified\n1\n", output);
    }

    /// <summary>The map is of the whole host: other tests' namespaces are on it too.</summary>
    [Fact]
    public void Map_draws_the_namespaces_and_what_joins_them()
    {
        string output = Run("""
            n add map-red; n add map-blue; ip link add lnxmapa netns map-red type veth peer name lnxmapb netns map-blue
            n map 2>/dev/null | grep -c '\["map-red"\]\|\["map-blue"\]\|lnxmapa (veth)\|lnxmapb (veth)'
            n map --format dot 2>/dev/null | head -1; n map --format=svg 2>/dev/null | head -c 4; echo
            no -j map 2>/dev/null | grep -c '"ifname": "lnxmapa"'; n map --loopback 2>/dev/null | grep -c -m1 '"lo'
            n map --format png; echo $?; n map x; echo $?; n map --colour; echo $?
            """);

        Assert.Equal("""
            4
            graph netns {
            <svg
            1
            1
            Error: argument "png" is wrong: "--format" takes mermaid, dot, svg or json
            255
            extra arguments specified
            1
            Option "--colour" is unknown, try "netns help".
            255

            """, output);
    }

    [Fact]
    public void Doctor_explains_and_repairs_what_is_safe()
    {
        string output = Run("""
            n add live; n doctor; echo $?; no -j doctor; : >/run/netns/left; echo text >/run/netns/mine; n doctor | grep -v '^    ' | cut -d: -f1; n doctor >/dev/null; echo $?
            n doctor --repair | grep -c repaired; ls /run/netns; no -j doctor | grep -o '"name":"[a-z]*","state":"[a-z]*"'; n doctor --mend; echo $?
            """);

        Assert.Equal("""
            nothing is wrong with /run/netns
            0
            []
            mine (foreign)
            left (placeholder)
            1
            1
            live
            mine
            "name":"mine","state":"foreign"
            Option "--mend" is unknown, try "netns help".
            255

            """, output);
    }

    [Fact]
    public void Delete_refuses_explains_and_waits_when_asked()
    {
        string output = Run("""
            n add busy; $tool exec busy sleep 30 & p=$!; until [ "$(n pids busy)" = $p ]; do :; done
            n delete --refuse-while-in-use busy 2>&1 | sed s/$p/PID/; n list; n delete --wait=0.2 busy 2>&1 | grep -c 'still held'; n list
            n attach again $p; n delete --explain again | sed s/$p/PID/; n attach again $p; no -j delete --explain again | sed s/$p/PID/
            n attach again $p; { read -t 0.3 <> <(:); kill $p; } & n delete --wait again; echo $?; kill -0 $p 2>/dev/null || echo gone
            n add idle; n delete --wait --refuse-while-in-use --evacuate idle; echo $?; n delete --wait=x idle; echo $?; n delete --wat idle; echo $?; n delete --explain=1 idle; echo $?; n delete --wait; echo $?
            """);

        Assert.Equal("""
            delete "busy" refused: in use by process PID (sleep)
            busy
            1
            still held by process PID (sleep)
            [{"kind":"process","pid":PID,"command":"sleep"}]
            0
            gone
            0
            Error: argument "x" is wrong: "--wait" takes seconds
            255
            Option "--wat" is unknown, try "netns help".
            255
            Option "--explain" is unknown, try "netns help".
            255
            No netns name specified
            1

            """, output);
    }

    [Fact]
    public void Exec_runs_as_another_user_or_says_why_not()
    {
        string output = Run("n add red; n exec --user nobody red id -u; echo $?; n exec --user=65534 --group daemon red id -gn 2>&1 | tail -c 7");

        // A user namespace of one's own has no other users, and forbids setgroups(2).
        bool hasOthers = File.ReadAllText("/proc/self/setgroups").Trim() == "allow";
        Assert.Matches(hasOthers ? "^65534\n0\ndaemon\n$" : @"^setgroups: Operation not permitted \[EPERM\].*\n255\n", output);
    }

    [Fact]
    public void Exec_sets_environment_and_directory()
    {
        string output = Run("""
            n add red; n exec --env A=b --env=C='d e' red sh -c 'echo $A $C'
            A=b n exec --env A red sh -c 'echo ${A-unset}'; n exec --dir / red pwd; n exec --dir=/nonexistent red pwd; echo $?; n exec --user nosuchuser red id; echo $?
            n exec --env =x red true; echo $?; n exec --user; echo $?; n exec --usr x red true; echo $?; n exec -- red echo dashes; n exec red echo --user
            """);

        Assert.Equal("""
            b d e
            unset
            /
            The working directory "/nonexistent" does not exist.
            255
            There is no user "nosuchuser" in /etc/passwd.
            255
            Error: argument "=x" is wrong: "--env" takes NAME=VALUE
            255
            Error: argument "--user" is required
            255
            Option "--usr" is unknown, try "netns help".
            255
            dashes
            --user

            """, output);
    }

    [Fact]
    public void Exec_hides_the_registry_leaves_sys_alone_and_ends_in_time()
    {
        string output = Run("""
            n add red; n exec --hide-registry red ls -A /run/netns; ls /run/netns; stat -c %d /sys >/run/a; n exec --no-sysfs red stat -c %d /sys | cmp - /run/a && echo same
            n exec --timeout 0.3 red sleep 30; echo $?; n exec --timeout=20 red sh -c 'exit 4'; echo $?; (n exec --timeout 20 red sh -c 'kill -9 $$') 2>/dev/null; echo $?
            n exec --timeout 0.3 red sh -c 'sleep 31 & sleep 32'; echo $?; pgrep -fx 'sleep 3[12]'; n exec --timeout x red true; echo $?
            """);

        Assert.Equal("""
            red
            same
            124
            4
            137
            124
            Error: argument "x" is wrong: "--timeout" takes seconds
            255

            """, output);
    }

    [Fact]
    public void Another_directory_can_be_named()
    {
        string output = Run("no '-run-dir /run/other' add red; no '-run-dir /run/other' list; n list; no '--run-dir /run/other' exec red true; echo $?; ls /run/other; nb -run-dir 2>/dev/null; echo $?");

        Assert.Equal("red\n0\nred\n255\n", output);
    }

    [Fact]
    public void Details_say_what_helps()
    {
        string output = Run("n add red; no -d add red; echo $?; no -d exec missing true; echo $?");

        string[] lines = output.Split('\n');
        Assert.Equal("Cannot create namespace file \"/run/netns/red\": File exists", lines[0]);
        Assert.Contains("[EEXIST]", lines[1], StringComparison.Ordinal);
        Assert.Equal("1", lines[2]);
        Assert.Contains("[ENOENT]", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Bash_completes_commands_names_and_options()
    {
        string output = Run("""
            n add red; n add blue; eval "$(n completion bash)"
            complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _netns; echo $(printf '%s\n' "${COMPREPLY[@]}" | sort); }
            complete_words netns d; complete_words netns delete r; complete_words netns delete --w; complete_words netns exec ''; complete_words netns -j set red a; complete_words netns -n ''; complete_words netns completion z
            complete_words netns pids -; complete_words netns -al; n completion zsh | grep -c compdef; n completion fish; echo $?; n completion; echo $?
            """);

        Assert.Equal("""
            delete doctor
            red
            --wait
            blue red
            auto
            blue red
            zsh

            -all
            2
            Error: argument "fish" is wrong: the shell is bash or zsh
            255
            Command line is not complete. Try option "help"
            255

            """, output);
    }

    [Fact]
    public void A_closed_pipe_ends_it_as_it_ends_other_programs()
    {
        // A pipe whose only reader is gone for certain.
        string output = Run("ip netns add red; mkfifo /run/pipe; exec 3<>/run/pipe 4>/run/pipe 3<&-; no list >&4; echo $?");

        Assert.Equal("141\n", output);
    }

    [Fact]
    public void Colour_is_for_terminals_unless_it_is_asked_for()
    {
        string output = Run("n add red; n list all | grep -c $'\\e'; no -c list all | grep -c $'\\e\\[1mNAME'; no -color=never list all | grep -c $'\\e'");

        Assert.Equal("0\n1\n0\n", output);
    }

    private static string Run(string script)
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        SandboxResult result = TestSandbox.Run(ToolUnderTest.ShellFunctions(reference: false) + "exec 2>&1\n" + script);
        return result.Output;
    }
}
