using System.Text;

namespace LinuxNetns;

/// <summary>What will work here, and why not: found out by trying, then explained by capabilities, user namespace, security modules, seccomp, limits and mounts.</summary>
/// <example>
/// <code>
/// NetnsPrivileges here = NetnsPrivileges.Probe();
/// if (!here[NetnsFeature.Create].Works)
///     Console.Error.WriteLine(here);
/// </code>
/// </example>
public sealed record NetnsPrivileges
{
    /// <summary>The one line by which a user without privilege gets a place where everything here works.</summary>
    public const string RootlessCommand = "unshare -Urnm --propagation private COMMAND";

    /// <summary>Every feature, in the order of <see cref="NetnsFeature"/>.</summary>
    public required IReadOnlyList<NetnsPrivilege> Features { get; init; }

    /// <summary>The limit of network namespaces for this user here (<c>user.max_net_namespaces</c>); null where it cannot be read.</summary>
    public required long? NamespaceLimit { get; init; }

    /// <summary>How many network namespaces can be seen on the host: at least that many of the limit are used.</summary>
    public required int NamespacesSeen { get; init; }

    /// <summary>Whether this process is in a user namespace other than the initial one.</summary>
    public required bool InUserNamespace { get; init; }

    /// <summary>One feature.</summary>
    /// <param name="feature">Which.</param>
    /// <returns>What was found.</returns>
    public NetnsPrivilege this[NetnsFeature feature] => Features.First(f => f.Feature == feature);

    /// <summary>Tries everything, on namespaces and directories of its own that are gone when it returns.</summary>
    /// <param name="options">Where the registry would be; null for the defaults.</param>
    /// <returns>What was found. It never throws for want of privilege.</returns>
    public static NetnsPrivileges Probe(LinuxNetnsOptions? options = null) => PrivilegeProbe.Run((options ?? new LinuxNetnsOptions()).Validate());

    /// <summary>For a program without privilege, first in its Main: becomes the same program with the same arguments as root of a user namespace of its own, with network and mount namespaces of its own, so that all
    /// of this library works (<see cref="RootlessCommand"/>). Comes back at once where CAP_SYS_ADMIN is there already, and so after it has been done.</summary>
    /// <remarks>The process keeps its id, its parent, its terminal and its descriptors; <c>unshare</c>(1) starts the program anew, and nothing of what was done before the call remains. The network at home is then an empty
    /// namespace; files are those of the user, others' appear as nobody's.</remarks>
    /// <exception cref="NetworkNamespaceException">User namespaces are refused here, a limit is reached, or there is no <c>unshare</c>. The process goes on as before.</exception>
    public static void ReenterInUserNamespace() => Reentry.Execute();

    /// <summary>A line for each feature, for people.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (NetnsPrivilege feature in Features)
        {
            text.Append(feature.Works ? "yes  " : "no   ").Append(feature.Feature);
            if (feature.Reason is not null)
                text.Append(": ").Append(feature.Reason);
            if (feature.Remedy is not null)
                text.Append(" (").Append(feature.Remedy).Append(')');
            text.AppendLine();
        }

        return text.ToString();
    }
}
