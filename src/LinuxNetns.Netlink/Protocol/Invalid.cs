namespace LinuxNetns.Netlink;

/// <summary>For an object that is refused before anything is sent: the parameter that it names is a property.</summary>
internal static class Invalid
{
    internal static ArgumentException Property(string name, string message) => new(message, name);

    internal static ArgumentOutOfRangeException Range(string name, object? value, string message) => new(name, value, message);
}
