using System.Reflection;
using System.Xml.Linq;

using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.PublicApi;

/// <summary>The public surface is changed on purpose or not at all.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => [.. s_libraries.Keys];

    private static readonly Dictionary<string, Assembly> s_libraries = new(StringComparer.Ordinal)
    {
        ["LinuxNetns.Netlink"] = typeof(NetlinkConnection).Assembly,
        ["LinuxNetns"] = typeof(NetworkNamespace).Assembly,
        ["LinuxNetns.AspNetCore"] = typeof(LinuxNetns.AspNetCore.INetworkNamespaceFeature).Assembly,
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_approved_one(string library)
    {
        string path = Repository.PathOf("tests", "LinuxNetns.Tests", "PublicApi", $"{library}.approved.txt");
        string surface = ApiSurface.Write(s_libraries[library]);
        if (Environment.GetEnvironmentVariable("LINUXNETNS_APPROVE") == "1")
            File.WriteAllText(path, surface);

        string[] approved = File.ReadAllLines(path);
        string[] actual = surface.TrimEnd('\n').Split('\n');
        IEnumerable<string> changes = approved.Except(actual).Select(l => $"- {l.Trim()}").Concat(actual.Except(approved).Select(l => $"+ {l.Trim()}"));
        Assert.True(approved.SequenceEqual(actual), $"The public surface of {library} differs from {path}. If that is meant, run this test with LINUXNETNS_APPROVE=1 and commit the file.\n{string.Join('\n', changes)}");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_public_member_is_documented(string library)
    {
        Assembly assembly = s_libraries[library];
        HashSet<string> documented = [.. XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(m => m.Element("summary") is { } s && s.Nodes().Any() || m.Element("inheritdoc") is not null)
            .Select(m => Name(m.Attribute("name")!.Value))];
        string[] missing = [.. ApiSurface.Types(assembly).SelectMany(Documentable).Where(n => !documented.Contains(n))];
        Assert.NotEmpty(documented);
        Assert.True(missing.Length == 0, $"Without documentation:\n{string.Join('\n', missing)}");
    }

    /// <summary>Names as in the XML file, without the parameters: an overload that lacks its own text is found by the compiler (CS1591).</summary>
    private static IEnumerable<string> Documentable(Type type)
    {
        string owner = type.FullName!.Replace('+', '.');
        yield return owner;
        bool record = ApiSurface.IsRecord(type);
        foreach (MemberInfo member in ApiSurface.Members(type))
        {
            // What the compiler writes for a record, and what every object has, is documented where it comes from.
            if (member is ConstructorInfo c && (c.GetParameters().Length == 0 || record) || member is MethodInfo m && (m.GetBaseDefinition() != m || record && m.Name == "Deconstruct") || record && member is PropertyInfo && IsPositional(type, member.Name))
                continue;
            yield return $"{owner}.{(member is ConstructorInfo ? "#ctor" : member is PropertyInfo p && p.GetIndexParameters().Length > 0 ? "Item" : member.Name)}";
        }
    }

    /// <summary>A property that is a parameter of the record: documented by its param element.</summary>
    private static bool IsPositional(Type type, string name) => type.GetConstructors().Any(c => c.GetParameters().Any(p => p.Name == name));

    private static string Name(string id)
    {
        string name = id[2..].Split('(')[0].Split('~')[0];
        int generic = name.IndexOf("``", StringComparison.Ordinal);
        return generic < 0 ? name : name[..generic];
    }
}
