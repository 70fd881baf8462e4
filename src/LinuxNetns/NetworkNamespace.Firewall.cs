using System.Net.Sockets;
using System.Text.Json;

namespace LinuxNetns;

/// <content>The firewall, by the system's own programs inside: this library has no compiler of rules.</content>
public sealed partial class NetworkNamespace
{
    /// <summary>Carries out a script of nft(8) in the namespace, <c>nft --file -</c>: all of it, or nothing. Needs CAP_SYS_ADMIN, and the package nftables.</summary>
    /// <param name="script">Commands: <c>table inet filter { … }</c>, <c>flush ruleset</c>, <c>add rule …</c>.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="FirewallException">nft is not installed, or it refused the script: nothing was changed, and the message is nft's, with line and column.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; whether the script was carried out is not known.</exception>
    public async Task ApplyNftablesAsync(string script, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(script);
        await RunFirewallAsync("apply nftables rules", "nft", ["--file", "-"], script, "nftables", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rules of nftables in the namespace, <c>nft --json list ruleset</c>. Needs CAP_SYS_ADMIN, and the package nftables.</summary>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>What libnftables-json(5) describes: an object with an array <c>nftables</c>. To be disposed of.</returns>
    /// <exception cref="FirewallException">nft is not installed, or it refused.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<JsonDocument> ListNftablesAsync(CancellationToken cancellationToken = default)
    {
        CommandResult result = await RunFirewallAsync("list nftables rules", "nft", ["--json", "list", "ruleset"], null, "nftables", cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonDocument.Parse(result.StandardOutput);
        }
        catch (JsonException e)
        {
            throw new FirewallException($"Cannot list nftables rules: nft does not answer in JSON: {e.Message}", e);
        }
    }

    /// <summary>Puts rules in the place of those of each table that they name, as iptables-restore(8); they are tested first, so that a mistake changes nothing. Needs CAP_SYS_ADMIN, and the package iptables.</summary>
    /// <param name="rules">What <see cref="ListIptablesAsync"/> gives: <c>*filter</c>, <c>:INPUT DROP</c>, <c>-A INPUT …</c>, <c>COMMIT</c>.</param>
    /// <param name="family">IPv4, or IPv6: <c>ip6tables-restore</c>.</param>
    /// <param name="keepExisting">Whether the rules that are there stay (<c>--noflush</c>).</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ArgumentOutOfRangeException">The family is another one.</exception>
    /// <exception cref="FirewallException">iptables is not installed, or it refused the rules; the message is its own, with the line.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; whether the rules are in place is not known.</exception>
    public async Task ApplyIptablesAsync(string rules, AddressFamily family = AddressFamily.InterNetwork, bool keepExisting = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        string program = IptablesProgram(family, "restore");
        string[] options = keepExisting ? ["--noflush"] : [];
        const string Operation = "apply iptables rules";
        await RunFirewallAsync(Operation, program, ["--test", .. options], rules, "iptables", cancellationToken).ConfigureAwait(false);
        await RunFirewallAsync(Operation, program, options, rules, "iptables", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rules of iptables in the namespace, as iptables-save(8) writes them. Needs CAP_SYS_ADMIN, and the package iptables.</summary>
    /// <param name="family">IPv4, or IPv6: <c>ip6tables-save</c>.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ArgumentOutOfRangeException">The family is another one.</exception>
    /// <exception cref="FirewallException">iptables is not installed, or it refused.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered or set up.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string> ListIptablesAsync(AddressFamily family = AddressFamily.InterNetwork, CancellationToken cancellationToken = default) =>
        (await RunFirewallAsync("list iptables rules", IptablesProgram(family, "save"), [], null, "iptables", cancellationToken).ConfigureAwait(false)).StandardOutput;

    private static string IptablesProgram(AddressFamily family, string verb) => family switch
    {
        AddressFamily.InterNetwork => $"iptables-{verb}",
        AddressFamily.InterNetworkV6 => $"ip6tables-{verb}",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "There are iptables for IPv4 and IPv6."),
    };

    private async Task<CommandResult> RunFirewallAsync(
        string operation, string program, IEnumerable<string> arguments, string? input, string package, CancellationToken cancellationToken)
    {
        try
        {
            CommandResult result = await ExecAsync(program, arguments, new ExecOptions { InputText = input }, cancellationToken).ConfigureAwait(false);
            return result.IsSuccess ? result : throw FirewallException.Refused(operation, program, result);
        }
        catch (CommandNotStartedException e) when (e.Reason == NamespaceError.NotFound)
        {
            throw FirewallException.Missing(operation, program, package);
        }
    }
}
