namespace LinuxNetns.Tool;

/// <summary><c>help</c>, <c>-help</c>, <c>-Version</c>.</summary>
internal static class HelpCommand
{
    internal const string Text = """
        Usage:	netns [ OPTIONS ] list [all]
        	netns [ OPTIONS ] add NAME
        	netns [ OPTIONS ] attach NAME PID
        	netns [ OPTIONS ] set NAME { NETNSID | up | down }
        	netns [ OPTIONS ] rename NAME NEWNAME
        	netns [ OPTIONS ] [-all] delete [--wait[=SECONDS]] [--refuse-while-in-use] [--explain] [--evacuate] [NAME]
        	netns [ OPTIONS ] [-all] identify [PID]
        	netns [ OPTIONS ] pids NAME
        	netns [ OPTIONS ] [-all] exec [EXEC-OPTIONS] [NAME] cmd ...
        	netns [ OPTIONS ] monitor [--ready]
        	netns [ OPTIONS ] list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]
        	netns [ OPTIONS ] lsns
        	netns [ OPTIONS ] doctor [--repair]
        	netns [ OPTIONS ] map [--format mermaid|dot|svg|json] [--loopback]
        	netns completion { bash | zsh }
        	netns [ -force ] -batch FILE
        NETNSID := auto | POSITIVE-INT
        EXEC-OPTIONS := { --user USER | --group GROUP | --env NAME=VALUE | --dir DIRECTORY |
                          --timeout SECONDS | --hide-registry | --no-sysfs }
        OPTIONS := { -j[son] | -p[retty] | -n[etns] NAME | -a[ll] | -b[atch] FILE | -fo[rce] |
                     -o[neline] | -c[olor][=always|auto|never] | -d[etails] | -run-dir DIRECTORY |
                     -V[ersion] | -h[elp] }
        """;

    internal static string Version => $"netns utility, LinuxNetns-{typeof(HelpCommand).Assembly.GetName().Version!.ToString(3)}";

    internal static int Run(CommandContext context, string[] words) => throw ExitException.Usage(Text);
}
