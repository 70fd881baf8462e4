using System.Globalization;
using System.Net;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Reads the host into a map. Every namespace stays open until the end, so that ids and inodes keep their meaning.</summary>
internal sealed class MapCapture(NetworkMapOptions options) : IDisposable
{
    private const int AskAtOnce = 64;

    private readonly Dictionary<NamespaceId, NetworkNamespace> _open = [];
    private readonly Dictionary<(NamespaceId, int), MapLink> _links = [];
    private readonly List<MapConnection> _connections = [];
    private readonly HashSet<(NamespaceId, int)> _paired = [];

    internal NetworkMap Run()
    {
        LinuxNetnsOptions directories = options.Directories ?? new LinuxNetnsOptions();
        HostNamespaces host = new ProcessScanner(directories).Scan();
        var namespaces = new List<MapNamespace>();
        foreach (HostNamespace found in host.Namespaces)
        {
            if (options.Filter?.Invoke(found) != false)
                namespaces.Add(Read(found, directories));
        }

        foreach (MapNamespace ns in namespaces)
        {
            if (ns.Links.Count > 0)
                Connect(ns.Links, Foreign(ns));
        }

        ConnectTunnels(namespaces);
        namespaces.Sort(static (a, b) => (a.Host.Names.Count == 0, a.Label).CompareTo((b.Host.Names.Count == 0, b.Label)));
        return new NetworkMap(namespaces, _connections, host.Denied);
    }

    public void Dispose()
    {
        foreach (NetworkNamespace ns in _open.Values)
            ns.Dispose();
    }

    private MapNamespace Read(HostNamespace found, LinuxNetnsOptions directories)
    {
        string label = Label(found, directories);
        NetworkNamespace? ns = null;
        try
        {
            ns = Open(found, directories);
            if (ns is null)
                return new MapNamespace { Host = found, Label = label, Error = "nothing is left to open it by" };
            _open.Add(found.Id, ns);
            ILookup<int, InterfaceAddress> addresses = ns.Addresses.List().ToLookup(static address => address.Device.Index);
            var links = new List<MapLink>();
            foreach (Link link in ns.Links.List())
            {
                var onMap = new MapLink(found.Id, link, [.. addresses[link.Index]]);
                if (options.IncludeLoopback || (link.Flags & LinkFlags.Loopback) == 0)
                {
                    links.Add(onMap);
                    _links.Add((found.Id, link.Index), onMap);
                }
            }

            return new MapNamespace { Host = found, Label = label, Links = links };
        }
        catch (Exception e) when (e is NetworkNamespaceException or NetlinkException)
        {
            return new MapNamespace { Host = found, Label = label, Error = e.Message };
        }
    }

    /// <summary>By the first of its names, processes, mounts and holders that still leads to it.</summary>
    private static NetworkNamespace? Open(HostNamespace found, LinuxNetnsOptions directories)
    {
        NetworkNamespaceException? failure = null;
        foreach (string path in Paths(found, directories))
        {
            try
            {
                NetworkNamespace ns = NetworkNamespace.OpenPath(path);
                if (ns.Id == found.Id)
                    return ns;
                ns.Dispose();
            }
            catch (NetworkNamespaceException e)
            {
                failure ??= e;
            }
        }

        return failure is null ? null : throw failure;
    }

    private static IEnumerable<string> Paths(HostNamespace found, LinuxNetnsOptions directories)
    {
        string proc = directories.ProcDirectory;
        foreach (string name in found.Names)
            yield return Path.Combine(directories.RunDirectory, name);
        foreach (int process in found.ProcessIds)
            yield return string.Create(CultureInfo.InvariantCulture, $"{proc}/{process}/ns/net");
        foreach (NamespaceHolder holder in found.Holders)
        {
            FormattableString? path = holder.Kind switch
            {
                NamespaceHolderKind.Thread => $"{proc}/{holder.ProcessId}/task/{holder.ThreadId}/ns/net",
                NamespaceHolderKind.Descriptor => $"{proc}/{holder.ProcessId}/fd/{holder.Descriptor}",
                NamespaceHolderKind.Mount => $"{proc}/{holder.ProcessId}/root{holder.MountPoint}",
                _ => null,
            };
            if (path is not null)
                yield return path.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Label(HostNamespace found, LinuxNetnsOptions directories)
    {
        if (found.Names.Count > 0)
            return string.Join(", ", found.Names);
        if (found.ProcessIds.Contains(1))
            return "host";
        if (found.ProcessIds.Count == 0)
            return found.Id.ToString();
        int process = found.ProcessIds[0];
        try
        {
            string comm = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"{directories.ProcDirectory}/{process}/comm")).TrimEnd('\n');
            return string.Create(CultureInfo.InvariantCulture, $"{comm} ({process})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return found.Id.ToString();
        }
    }

    /// <summary>Whom the namespace's links name by nsid: from the id to the namespace.</summary>
    private Dictionary<int, NamespaceId> Foreign(MapNamespace ns)
    {
        var wanted = new HashSet<int>();
        foreach (MapLink link in ns.Links)
        {
            if (link.Link is { Lower: not null, LowerNetnsId: int id })
                wanted.Add(id);
        }

        var found = new Dictionary<int, NamespaceId>();
        foreach (NetworkNamespace[] others in _open.Values.Chunk(AskAtOnce))
        {
            if (wanted.Count == found.Count)
                break;
            IReadOnlyList<NetnsIdResult> ids = _open[ns.Host.Id].NetnsIds.GetMany(Array.ConvertAll(others, static other => other.Handle));
            for (int i = 0; i < others.Length; i++)
            {
                if (ids[i].Id is int id && wanted.Contains(id))
                    found[id] = others[i].Id;
            }
        }

        return found;
    }

    private void Connect(IReadOnlyList<MapLink> links, Dictionary<int, NamespaceId> foreign)
    {
        foreach (MapLink link in links)
        {
            NamespaceId where = link.Namespace;
            if (link.Link.Master is { } master && _links.TryGetValue((where, master.Index), out MapLink? above))
                _connections.Add(new MapConnection(MapConnectionKind.Master, link, above));
            if (link.Link.Lower is not { } lower || (link.Link.LowerNetnsId is int id && !foreign.TryGetValue(id, out where)))
                continue;
            // An index may since have come to another link, or, where the nsid is gone, to none.
            if (!_links.TryGetValue((where, lower.Index), out MapLink? other) || ReferenceEquals(other, link))
                continue;
            if (link.Link.Kind is not ("veth" or "netkit" or "vxcan"))
                _connections.Add(new MapConnection(MapConnectionKind.Lower, link, other));
            // Both ends of a pair name each other: one connection is enough.
            else if (_paired.Add((link.Namespace, link.Link.Index)) && _paired.Add((where, lower.Index)))
                _connections.Add(new MapConnection(MapConnectionKind.Peer, link, other));
        }
    }

    /// <summary>Two tunnels of a kind belong together when each has for its remote address one that the other's namespace has.</summary>
    private void ConnectTunnels(List<MapNamespace> namespaces)
    {
        Dictionary<NamespaceId, HashSet<IPAddress>> addresses = namespaces.ToDictionary(
            static ns => ns.Host.Id, static ns => ns.Links.SelectMany(static link => link.Addresses).Select(static address => address.Address).ToHashSet());
        MapLink[] tunnels = [.. namespaces.SelectMany(static ns => ns.Links).Where(static link => RemoteOf(link) is not null)];
        for (int i = 0; i < tunnels.Length; i++)
        {
            for (int j = i + 1; j < tunnels.Length; j++)
            {
                (MapLink one, MapLink other) = (tunnels[i], tunnels[j]);
                if (one.Link.Kind == other.Link.Kind && addresses[one.Namespace].Contains(RemoteOf(other)!) && addresses[other.Namespace].Contains(RemoteOf(one)!))
                    _connections.Add(new MapConnection(MapConnectionKind.Tunnel, one, other));
            }
        }
    }

    private static IPAddress? RemoteOf(MapLink link)
    {
        IPAddress? remote = link.Link switch
        {
            TunnelLink tunnel => tunnel.Remote,
            GeneveLink tunnel => tunnel.Remote,
            VxlanLink tunnel => tunnel.Remote,
            _ => null,
        };
        return remote is null || remote.Equals(IPAddress.Any) || remote.Equals(IPAddress.IPv6Any) ? null : remote;
    }
}
