namespace LinuxNetns;

/// <summary>
/// The namespaces of a host, their links, and which links belong together: veth peers, devices below, masters, tunnel ends, across namespaces.
/// A snapshot, to be drawn: as Mermaid, Graphviz DOT, SVG (by no other program), or JSON.
/// </summary>
/// <example><code>File.WriteAllText("map.svg", NetworkMap.Capture().ToSvg());</code></example>
public sealed record NetworkMap
{
    internal NetworkMap(IReadOnlyList<MapNamespace> namespaces, IReadOnlyList<MapConnection> connections, int denied)
    {
        Namespaces = namespaces;
        Connections = connections;
        Denied = denied;
    }

    /// <summary>The namespaces, those with names first.</summary>
    public IReadOnlyList<MapNamespace> Namespaces { get; }

    /// <summary>Which links belong together. A link whose counterpart was not found has none.</summary>
    public IReadOnlyList<MapConnection> Connections { get; }

    /// <summary>How many processes could not be read: what is missing here is among them.</summary>
    public int Denied { get; }

    /// <summary>
    /// Walks every namespace of the host that this process may see. Needs CAP_SYS_ADMIN and CAP_SYS_PTRACE to see all; a namespace that cannot be entered
    /// is on the map with the reason. No code but system calls runs inside.
    /// </summary>
    /// <param name="options">What to take in; null for the defaults.</param>
    /// <returns>The map. Namespaces are read one after the other: what changes meanwhile may be missing at one end.</returns>
    /// <exception cref="NetworkNamespaceException">/proc cannot be read.</exception>
    public static NetworkMap Capture(NetworkMapOptions? options = null)
    {
        using var capture = new MapCapture(options ?? new NetworkMapOptions());
        return capture.Run();
    }

    /// <summary>As a Mermaid flowchart, which GitHub and GitLab draw in Markdown.</summary>
    /// <returns>The text.</returns>
    public string ToMermaid() => MermaidRenderer.Render(this);

    /// <summary>As a Graphviz graph, for <c>dot -Tsvg</c>.</summary>
    /// <returns>The text.</returns>
    public string ToDot() => DotRenderer.Render(this);

    /// <summary>As a picture: one SVG document without scripts, styles from elsewhere or fonts of its own.</summary>
    /// <returns>The document.</returns>
    public string ToSvg() => SvgRenderer.Render(this);

    /// <summary>As JSON: <c>namespaces</c> with their <c>links</c>, and <c>connections</c> by namespace inode and link index.</summary>
    /// <returns>The text, indented.</returns>
    public string ToJson() => JsonRenderer.Render(this);
}
