// What a new user's first program does, with the packed library. Run in a mount namespace of its own, so that the names are its own too.
using System.Runtime.Versioning;

using LinuxNetns;

[assembly: SupportedOSPlatform("linux")]

using var mine = NetworkNamespace.CreateAnonymous();
using var home = NetworkNamespace.OpenCurrent();
Expect(mine != home && mine.Id != home.Id, "a new namespace has an identity of its own");

var registry = new NamespaceRegistry();
using (NetworkNamespace added = registry.Add("packed"))
{
    Expect(registry.List().Select(e => e.Name).SequenceEqual(["packed"]), "the name is listed");
    using NetworkNamespace opened = NetworkNamespace.Open("packed");
    Expect(opened == added, "the name leads to the namespace");
}

registry.Delete("packed");
Expect(!registry.List().Any(), "the deleted name is gone");
Console.WriteLine("the packed library works");

static void Expect(bool condition, string what)
{
    if (!condition)
        throw new InvalidOperationException($"It does not hold that {what}.");
}
