// Every network namespace of the host, named or not, and who keeps it.
using LinuxNetns;

HostNamespaces host = new ProcessScanner().Scan();
foreach (HostNamespace ns in host.Namespaces)
{
    string names = ns.Names.Count == 0 ? "(no name)" : string.Join(", ", ns.Names);
    Console.WriteLine($"{ns.Id} {names}: {ns.ProcessIds.Count} processes, owner uid {ns.OwnerUserId}");
    foreach (NamespaceHolder holder in ns.Holders)
        Console.WriteLine($"    {holder}");
}

if (host.Denied > 0)
    Console.WriteLine($"{host.Denied} processes could not be read: what is missing here is among them.");
