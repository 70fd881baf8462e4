using LinuxNetns.Netlink;

namespace LinuxNetns.Tool;

/// <summary><c>set NAME NETNSID|auto</c>, and <c>set NAME up|down</c>, which is a mark for people.</summary>
internal static class SetCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words.Length < 1)
            throw new CommandException(ExitCode.Failure, Texts.NoName);
        if (words.Length < 2)
            throw new CommandException(ExitCode.Failure, "No nsid specified");

        string name = words[0];
        AdministrativeState? mark = words[1] switch
        {
            "up" => AdministrativeState.Up,
            "down" => AdministrativeState.Down,
            _ => null,
        };
        try
        {
            if (mark is { } state)
                context.Registry.SetAdministrativeState(name, state);
            else
                context.Registry.SetNetnsId(name, NetnsId(words[1]));
            return ExitCode.Success;
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotANetworkNamespace)
        {
            throw new CommandException(ExitCode.Netlink, PeerMessages.NotANamespace(), e);
        }
        catch (NetworkNamespaceException e) when (e.Operation == "open")
        {
            throw new CommandException(ExitCode.Failure, Texts.CannotOpen(name, e.Errno), e);
        }
    }

    private static int? NetnsId(string word)
    {
        if (word == "auto")
            return null;
        if (!Number.TryParse(word, out int id))
            throw ExitException.Usage(Texts.WrongArgument(word, "Invalid \"netnsid\" value"));
        return id >= 0 ? id : throw ExitException.Usage(Texts.WrongArgument(word, "\"netnsid\" value should be >= 0"));
    }
}
