using System.Net.Sockets;
using System.Text.Json;
using LinuxNetns.IntegrationTests.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class FirewallTests : IDisposable
{
    private const string Table = "table inet ours {\n chain input { type filter hook input priority 0; policy accept; tcp dport 22 counter drop; }\n}\n";

    private readonly Lab _lab = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NetworkNamespace Namespace => _lab.Namespace;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Rules_of_nftables_are_applied_and_listed_inside_only()
    {
        RequireNft();

        await Namespace.ApplyNftablesAsync(Table, Cancel);

        Assert.Contains("tcp dport 22", _lab.Run("nft", "list ruleset"), StringComparison.Ordinal);
        using JsonDocument listed = await Namespace.ListNftablesAsync(Cancel);
        Assert.Equal(JsonDocument.Parse(_lab.Run("nft", "-j list ruleset")).RootElement.GetRawText(), listed.RootElement.GetRawText());
        Assert.Contains(listed.RootElement.GetProperty("nftables").EnumerateArray(), item => item.TryGetProperty("table", out JsonElement table) && table.GetProperty("name").GetString() == "ours");
        using var other = new Lab();
        Assert.DoesNotContain("ours", other.Run("nft", "list ruleset"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_with_a_mistake_changes_nothing_and_the_message_is_that_of_nft()
    {
        RequireNft();
        await Namespace.ApplyNftablesAsync(Table, Cancel);
        string before = _lab.Run("nft", "list ruleset");

        FirewallException syntax = await Assert.ThrowsAsync<FirewallException>(() => Namespace.ApplyNftablesAsync("flush ruleset\nadd rule inet ours input bogus\n", Cancel));
        FirewallException absent = await Assert.ThrowsAsync<FirewallException>(() => Namespace.ApplyNftablesAsync("flush ruleset\nadd rule inet theirs input accept\n", Cancel));

        Assert.Contains(":2:", syntax.Message, StringComparison.Ordinal);
        Assert.Contains("bogus", syntax.Message, StringComparison.Ordinal);
        Assert.Contains("No such file or directory", absent.Message, StringComparison.Ordinal);
        Assert.Equal(("nft", 1), (absent.Program, absent.Result!.ExitCode));
        Assert.Equal(before, _lab.Run("nft", "list ruleset"));
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, "iptables", "10.1.2.0/24")]
    [InlineData(AddressFamily.InterNetworkV6, "ip6tables", "2001:db8::/32")]
    public async Task Rules_of_iptables_are_applied_and_listed(AddressFamily family, string program, string network)
    {
        RequireIptables(program);

        await Namespace.ApplyIptablesAsync($"*filter\n:INPUT DROP [0:0]\n-A INPUT -s {network} -j ACCEPT\nCOMMIT\n", family, cancellationToken: Cancel);

        Assert.Contains($"-A INPUT -s {network} -j ACCEPT", _lab.Run(program, "-S"), StringComparison.Ordinal);
        string listed = await Namespace.ListIptablesAsync(family, Cancel);
        Assert.Contains($"-A INPUT -s {network} -j ACCEPT", listed, StringComparison.Ordinal);
        await Namespace.ApplyIptablesAsync("*filter\n-A INPUT -j DROP\nCOMMIT\n", family, keepExisting: true, Cancel);
        Assert.Contains(network, await Namespace.ListIptablesAsync(family, Cancel), StringComparison.Ordinal);

        FirewallException error = await Assert.ThrowsAsync<FirewallException>(() =>
            Namespace.ApplyIptablesAsync("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n*filter\n-A INPUT --bogus\nCOMMIT\n", family, cancellationToken: Cancel));
        Assert.Contains("bogus", error.Message, StringComparison.Ordinal);
        Assert.Contains(network, await Namespace.ListIptablesAsync(family, Cancel), StringComparison.Ordinal);

        await Namespace.ApplyIptablesAsync(listed, family, cancellationToken: Cancel);
        Assert.DoesNotContain("-A INPUT -j DROP", await Namespace.ListIptablesAsync(family, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_missing_is_named_with_its_package()
    {
        FirewallException error = FirewallException.Missing("apply nftables rules", "nft", "nftables");

        Assert.Equal((NamespaceError.NotFound, "nft"), (error.Reason, error.Program));
        Assert.Equal("Cannot apply nftables rules: there is no program \"nft\" (install the package nftables)", error.Message);
    }

    [Fact]
    public async Task Another_family_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Namespace.ListIptablesAsync(AddressFamily.AppleTalk, Cancel));

    /// <summary>Tried with nft itself, elsewhere.</summary>
    private static void RequireNft()
    {
        using var probe = new Lab();
        (int exitCode, _, string error) = probe.TryRun("nft", "-f -", Table);
        if (exitCode != 0)
            Assert.Skip($"this kernel lacks what nft needs, nf_tables_inet among it: {error.Trim()}");
    }

    private static void RequireIptables(string program)
    {
        using var probe = new Lab();
        (int exitCode, _, string error) = probe.TryRun(program, "-A INPUT -j ACCEPT");
        if (exitCode != 0)
            Assert.Skip($"this kernel lacks what {program} needs: {error.Trim()}");
    }
}
