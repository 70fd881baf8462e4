using System.Text;
using System.Text.Json;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Property names as <c>ip -j</c> has them where it has them.</summary>
internal static class JsonRenderer
{
    internal static string Render(NetworkMap map)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("namespaces");
            foreach (MapNamespace ns in map.Namespaces)
                Write(json, ns);
            json.WriteEndArray();
            json.WriteStartArray("connections");
            foreach (MapConnection connection in map.Connections)
                Write(json, connection);
            json.WriteEndArray();
            json.WriteNumber("denied", map.Denied);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + '\n';
    }

    private static void Write(Utf8JsonWriter json, MapNamespace ns)
    {
        json.WriteStartObject();
        json.WriteNumber("inode", ns.Host.Id.Inode);
        if (ns.Host.Id.KernelId is { } id)
            json.WriteNumber("id", id);
        json.WriteString("label", ns.Label);
        json.WriteStartArray("names");
        foreach (string name in ns.Host.Names)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("pids");
        foreach (int process in ns.Host.ProcessIds)
            json.WriteNumberValue(process);
        json.WriteEndArray();
        if (ns.Error is not null)
            json.WriteString("error", ns.Error);
        json.WriteStartArray("links");
        foreach (MapLink link in ns.Links)
            Write(json, link);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MapLink link)
    {
        json.WriteStartObject();
        json.WriteNumber("ifindex", link.Link.Index);
        json.WriteString("ifname", link.Link.Name);
        if (link.Link.Kind is not null)
            json.WriteString("kind", link.Link.Kind);
        json.WriteBoolean("up", link.Link.IsUp);
        if (link.Link.Mtu is int mtu)
            json.WriteNumber("mtu", mtu);
        if (link.Link.Address is { } address)
            json.WriteString("address", BitConverter.ToString(address.GetAddressBytes()).Replace('-', ':').ToLowerInvariant());
        json.WriteStartArray("addresses");
        foreach (InterfaceAddress one in link.Addresses)
            json.WriteStringValue($"{one.Address}/{one.PrefixLength}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MapConnection connection)
    {
        json.WriteStartObject();
        json.WriteString("kind", connection.Kind switch
        {
            MapConnectionKind.Peer => "peer",
            MapConnectionKind.Lower => "lower",
            MapConnectionKind.Master => "master",
            _ => "tunnel",
        });
        WriteEnd(json, "from", connection.From);
        WriteEnd(json, "to", connection.To);
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, string name, MapLink link)
    {
        json.WriteStartObject(name);
        json.WriteNumber("inode", link.Namespace.Inode);
        json.WriteNumber("ifindex", link.Link.Index);
        json.WriteEndObject();
    }
}
