using LinuxNetns.Netlink;

namespace LinuxNetns.Tests;

public sealed class PrivilegeRulesTests
{
    private const ulong All = ulong.MaxValue;

    [Fact]
    public void Root_on_a_new_kernel_can_do_everything()
    {
        NetnsPrivileges found = PrivilegeRules.Conclude(new PrivilegeFacts { Capabilities = All, HasKernelId = true, HasPidfdNamespace = true });

        Assert.All(found.Features, f => Assert.True(f.Works, f.Feature.ToString()));
        Assert.Equal(Enum.GetValues<NetnsFeature>(), found.Features.Select(f => f.Feature));
    }

    [Fact]
    public void A_user_without_privilege_is_told_the_one_line_that_works()
    {
        NetnsPrivilege create = PrivilegeRules.Conclude(new PrivilegeFacts { Create = Errno.EPERM })[NetnsFeature.Create];

        Assert.False(create.Works);
        Assert.Contains("CAP_SYS_ADMIN is missing", create.Reason, StringComparison.Ordinal);
        Assert.Contains(NetnsPrivileges.RootlessCommand, create.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_AppArmor_restricts_user_namespaces_the_sysctl_is_named()
    {
        NetnsPrivilege create = PrivilegeRules.Conclude(new PrivilegeFacts { Create = Errno.EPERM, AppArmorRestrictsUserNamespaces = true })[NetnsFeature.Create];

        Assert.Contains("kernel.apparmor_restrict_unprivileged_userns", create.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker-default (enforce)", false, false, "AppArmor profile docker-default")]
    [InlineData(null, true, false, "SELinux is enforcing")]
    [InlineData(null, false, true, "seccomp filter")]
    [InlineData(null, false, false, "something else")]
    public void With_the_capability_the_security_module_is_named(string? profile, bool selinux, bool seccomp, string expected)
    {
        var facts = new PrivilegeFacts { Capabilities = All, Name = Errno.EACCES, AppArmorProfile = profile, SELinuxEnforcing = selinux, SeccompFilter = seccomp };

        Assert.Contains(expected, PrivilegeRules.Conclude(facts)[NetnsFeature.Name].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_limit_both_numbers_are_named()
    {
        var facts = new PrivilegeFacts { Capabilities = All, Create = Errno.ENOSPC, NamespaceLimit = 12, NamespacesSeen = 11 };

        string reason = PrivilegeRules.Conclude(facts)[NetnsFeature.Create].Reason!;

        Assert.Contains("user.max_net_namespaces is 12", reason, StringComparison.Ordinal);
        Assert.Contains("at least 11", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_hidden_by_seccomp_is_not_blamed_on_the_kernel()
    {
        string reason = PrivilegeRules.Conclude(new PrivilegeFacts { Capabilities = All, Enter = Errno.ENOSYS, SeccompFilter = true })[NetnsFeature.Enter].Reason!;

        Assert.Contains("seccomp", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_user_namespace_others_processes_cannot_be_inspected() =>
        Assert.False(PrivilegeRules.Conclude(new PrivilegeFacts { Capabilities = All, InUserNamespace = true })[NetnsFeature.InspectProcesses].Works);

    [Fact]
    public void In_a_user_namespace_without_a_run_directory_the_way_out_is_named()
    {
        NetnsPrivilege name = PrivilegeRules.Conclude(new PrivilegeFacts { Capabilities = All, InUserNamespace = true, Name = Errno.EACCES })[NetnsFeature.Name];

        Assert.Contains("XDG_RUNTIME_DIR", name.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_has_a_line_for_each_feature()
    {
        string text = PrivilegeRules.Conclude(new PrivilegeFacts { Create = Errno.EPERM }).ToString();

        Assert.Equal(Enum.GetValues<NetnsFeature>().Length, text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("no   Create", text, StringComparison.Ordinal);
    }
}
