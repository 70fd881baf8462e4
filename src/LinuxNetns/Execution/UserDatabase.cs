using System.Globalization;

namespace LinuxNetns;

/// <summary>Users and groups from files in the form of passwd(5) and group(5).</summary>
/// <remarks>The files only: the name services behind getpwnam(3) may load libraries and talk to the network, from whatever namespace the caller is in. A user known only to such a service is given by number.</remarks>
internal sealed class UserDatabase
{
    private readonly string _passwd;
    private readonly string _group;

    internal UserDatabase(string passwd = "/etc/passwd", string group = "/etc/group")
    {
        _passwd = passwd;
        _group = group;
    }

    /// <summary>Resolves a user and a group, each a name or a number.</summary>
    /// <exception cref="ArgumentException">One is unknown, or a user without an entry comes without a group.</exception>
    internal CommandIdentity Resolve(string? user, string? group)
    {
        uint? groupId = group is null ? null : FindGroup(group);
        if (user is null)
            return groupId is null ? CommandIdentity.Unchanged : CommandIdentity.Unchanged with { GroupId = groupId };

        string[]? entry = Find(_passwd, fields => fields.Length >= 6 && fields[0] == user);
        if (entry is null && TryParseId(user, out uint id))
        {
            entry = Find(_passwd, fields => fields.Length >= 6 && TryParseId(fields[2], out uint other) && other == id);
            if (entry is null)
            {
                return groupId is null
                    ? throw new ArgumentException($"User {user} has no entry in {_passwd}, so its group is not known; give one.", nameof(user))
                    : new CommandIdentity(id, groupId, [], UserName: null, HomeDirectory: null);
            }
        }

        if (entry is null || !TryParseId(entry[2], out uint userId) || !TryParseId(entry[3], out uint primary))
            throw new ArgumentException($"There is no user \"{user}\" in {_passwd}.", nameof(user));
        primary = groupId ?? primary;
        return new CommandIdentity(userId, primary, GroupsOf(entry[0], primary), entry[0], entry[5].Length == 0 ? null : entry[5]);
    }

    private uint FindGroup(string group)
    {
        string[]? entry = Find(_group, fields => fields.Length >= 3 && fields[0] == group);
        if (entry is not null && TryParseId(entry[2], out uint id))
            return id;
        return TryParseId(group, out id) ? id : throw new ArgumentException($"There is no group \"{group}\" in {_group}.", nameof(group));
    }

    // As getgrouplist(3): the primary group comes first.
    private List<uint> GroupsOf(string userName, uint primary)
    {
        var groups = new List<uint> { primary };
        foreach (string[] fields in Lines(_group))
        {
            if (fields.Length >= 4 && TryParseId(fields[2], out uint id) && !groups.Contains(id) && fields[3].Split(',').Contains(userName))
                groups.Add(id);
        }

        return groups;
    }

    private static string[]? Find(string path, Func<string[], bool> matches) => Lines(path).FirstOrDefault(matches);

    private static IEnumerable<string[]> Lines(string path) => File.Exists(path) ? File.ReadLines(path).Select(line => line.Split(':')) : [];

    // (uid_t)-1 means "leave it" to setresuid(2), and is nobody.
    private static bool TryParseId(string text, out uint id) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id != uint.MaxValue;
}
