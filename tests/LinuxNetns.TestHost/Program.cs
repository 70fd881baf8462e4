using LinuxNetns;
using LinuxNetns.TestHost;

// SCENARIO RUN-DIRECTORY [ARGUMENT...]; prints lines, exits with 0.
var registry = new NamespaceRegistry(new LinuxNetnsOptions { RunDirectory = args[1], EtcDirectory = Path.Join(Path.GetDirectoryName(args[1]), "etc") });
switch (args[0])
{
    case "replace":
        return Scenarios.Replace(registry, args[2], args[3..]);
    case "replace-fails":
        return Scenarios.ReplaceFails(registry, args[2]);
    case "cold":
        await Scenarios.ColdAsync(registry, args[2]);
        return 0;
    default:
        Console.Error.WriteLine($"No scenario {args[0]}.");
        return 2;
}
