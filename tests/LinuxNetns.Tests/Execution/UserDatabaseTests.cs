namespace LinuxNetns.Tests;

public sealed class UserDatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lnx-test-").FullName;
    private readonly UserDatabase _users;

    public UserDatabaseTests()
    {
        File.WriteAllText(Path.Join(_directory, "passwd"), """
            root:x:0:0:root:/root:/bin/sh
            # a comment, and lines that are broken:
            broken
            half:x:7

            alice:x:1000:100:Alice,,,:/home/alice:/bin/sh
            homeless:x:1001:1001:::
            12:x:1012:1012::/home/twelve:
            +::::::
            """);
        File.WriteAllText(Path.Join(_directory, "group"), """
            root:x:0:
            users:x:100:alice
            wheel:x:10:root,alice
            malice:x:66:malice
            broken:x
            bad:x:notanumber:alice
            """);
        _users = new UserDatabase(Path.Join(_directory, "passwd"), Path.Join(_directory, "group"));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Nothing_asked_for_changes_nothing() => Assert.Same(CommandIdentity.Unchanged, _users.Resolve(null, null));

    [Theory]
    [InlineData("alice")]
    [InlineData("1000")]
    public void A_user_comes_with_groups_name_and_home(string user)
    {
        CommandIdentity identity = _users.Resolve(user, null);

        Assert.Equal((1000u, 100u, "alice", "/home/alice"), (identity.UserId, identity.GroupId, identity.UserName, identity.HomeDirectory));
        Assert.Equal([100u, 10u], identity.Groups);
    }

    [Fact]
    public void A_name_of_digits_is_a_name_first() => Assert.Equal(1012u, _users.Resolve("12", null).UserId);

    [Fact]
    public void A_group_replaces_the_primary_one_and_the_others_stay()
    {
        CommandIdentity identity = _users.Resolve("alice", "wheel");

        Assert.Equal(10u, identity.GroupId);
        Assert.Equal([10u, 100u], identity.Groups!);
        Assert.Equal(CommandIdentity.Unchanged with { GroupId = 4711 }, _users.Resolve(null, "4711"));
    }

    [Fact]
    public void A_number_without_an_entry_needs_a_group_and_has_no_others()
    {
        Assert.Contains("give one", Assert.Throws<ArgumentException>(() => _users.Resolve("4711", null)).Message, StringComparison.Ordinal);
        CommandIdentity identity = _users.Resolve("4711", "wheel");
        Assert.Equal((4711u, 10u, null), (identity.UserId, identity.GroupId, identity.UserName));
        Assert.Empty(identity.Groups!);
    }

    [Theory]
    [InlineData("nobody-of-that-name", null)]
    [InlineData("half", null)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("4294967295", "0")]
    [InlineData("alice", "nogroup")]
    [InlineData("alice", "4294967295")]
    [InlineData("+", null)]
    public void What_is_unknown_is_refused(string user, string? group) => Assert.Throws<ArgumentException>(() => _users.Resolve(user, group));

    [Fact]
    public void A_system_without_the_files_knows_numbers_only()
    {
        var none = new UserDatabase(Path.Join(_directory, "none"), Path.Join(_directory, "none"));

        Assert.Equal(5u, none.Resolve("5", "6").UserId);
        Assert.Throws<ArgumentException>(() => none.Resolve("root", null));
    }
}
