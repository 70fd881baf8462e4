namespace LinuxNetns.Tool;

/// <summary><c>completion bash|zsh</c>: prints a script for the shell to read.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # source <(netns completion bash)
        _netns() {
            local cur=${COMP_WORDS[COMP_CWORD]} dir=/run/netns command='' i=1
            local commands='list list-id help add set delete identify pids exec monitor attach rename lsns doctor map completion'
            while (( i < COMP_CWORD )); do
                case ${COMP_WORDS[i]} in
                    -run-dir|--run-dir) dir=${COMP_WORDS[++i]} ;;
                    -n|-net*|--net*|-b|-ba*|--ba*) (( i++ )) ;;
                    -*) ;;
                    *) command=${COMP_WORDS[i]}; break ;;
                esac
                (( i++ ))
            done
            local words='' names
            names=$(cd "$dir" 2>/dev/null && printf '%s\n' *)
            if [[ -z $command ]]; then
                case ${COMP_WORDS[COMP_CWORD-1]} in
                    -n|-netns|--netns) words=$names ;;
                    -b|-batch|--batch|-run-dir|--run-dir) COMPREPLY=($(compgen -f -- "$cur")); return ;;
                    *) [[ $cur == -* ]] && words='-all -batch -color -details -force -help -json -netns -oneline -pretty -run-dir -Version' || words=$commands ;;
                esac
            else
                case $command in
                    delete) [[ $cur == -* ]] && words='--wait --refuse-while-in-use --explain --evacuate' || words=$names ;;
                    exec)
                        if [[ $cur == -* ]]; then words='--user --group --env --dir --timeout --hide-registry --no-sysfs'
                        elif (( COMP_CWORD == i + 1 )); then words=$names
                        else COMPREPLY=($(compgen -c -- "$cur")); return; fi ;;
                    set) (( COMP_CWORD == i + 1 )) && words=$names || words='auto up down' ;;
                    pids|rename) words=$names ;;
                    list) words=all ;;
                    list-id) words='target-nsid nsid' ;;
                    monitor) words=--ready ;;
                    doctor) words=--repair ;;
                    map) words='--format --loopback' ;;
                    completion) words='bash zsh' ;;
                esac
            fi
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(printf '%s\n' ${words// /$'\n'})" -- "$cur"))
        }
        complete -F _netns netns

        """;

    private const string Zsh = """
        #compdef netns
        # source <(netns completion zsh)
        _netns() {
            local context state line curcontext=$curcontext dir=/run/netns
            typeset -A opt_args
            _arguments -C \
                '-all[every namespace]' '-batch[commands from a file]:file:_files' '-color=-[colours]:when:(always auto never)' '-details[say what helps]' \
                '-force[go on after errors]' '-json[JSON output]' '-pretty[indented JSON]' '-netns[run inside]:name:->name' '-oneline' \
                '-run-dir[directory of the names]:directory:_files -/' '-Version[version]' '-help[help]' \
                '1:command:(list list-id help add set delete identify pids exec monitor attach rename lsns doctor map completion)' '*::argument:->argument'
            [[ -n ${opt_args[-run-dir]} ]] && dir=${opt_args[-run-dir]}
            local -a names=($dir/*(N:t))
            case $state in
                name) compadd -a names ;;
                argument)
                    case $line[1] in
                        delete) compadd -a names; compadd -- --wait --refuse-while-in-use --explain --evacuate ;;
                        exec)
                            if (( CURRENT == 2 )); then compadd -a names; compadd -- --user --group --env --dir --timeout --hide-registry --no-sysfs
                            else shift words; (( CURRENT-- )); _normal; fi ;;
                        set) if (( CURRENT == 2 )); then compadd -a names; else compadd auto up down; fi ;;
                        pids|rename) compadd -a names ;;
                        list) compadd all ;;
                        list-id) compadd target-nsid nsid ;;
                        monitor) compadd -- --ready ;;
                        doctor) compadd -- --repair ;;
                        map) compadd -- --format --loopback ;;
                        completion) compadd bash zsh ;;
                        attach|identify) _pids ;;
                    esac ;;
            esac
        }
        compdef _netns netns

        """;

    internal static int Run(CommandContext context, string[] words)
    {
        context.Output.Write(words switch
        {
            ["bash"] => Bash,
            ["zsh"] => Zsh,
            [var other] => throw ExitException.Usage(Texts.WrongArgument(other, "the shell is bash or zsh")),
            _ => throw ExitException.Usage(Texts.Incomplete),
        });
        return ExitCode.Success;
    }
}
