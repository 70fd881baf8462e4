using System.Reflection;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Compares what was read of two objects, some properties apart: those that two devices cannot share.</summary>
internal static class SameProperties
{
    internal static void Check(object? expected, object? actual, params string[] except)
    {
        var differences = new List<string>();
        Compare(expected, actual, except, "", differences);
        Assert.True(differences.Count == 0, string.Join("; ", differences));
    }

    private static void Compare(object? expected, object? actual, string[] except, string path, List<string> differences)
    {
        if (expected is not null && actual is not null && expected.GetType() == actual.GetType() && expected is LinuxNetns.Netlink.NetlinkObject or LinuxNetns.Netlink.LinkPort)
        {
            foreach (PropertyInfo property in expected.GetType().GetProperties().Where(property => !except.Contains(property.Name)))
            {
                Compare(property.GetValue(expected), property.GetValue(actual), except, $"{path}{property.Name} ", differences);
            }
        }
        else if (!Equals(expected, actual))
        {
            differences.Add($"{path}was {expected ?? "null"} and is {actual ?? "null"}");
        }
    }
}
