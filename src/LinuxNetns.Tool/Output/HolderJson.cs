namespace LinuxNetns.Tool;

/// <summary>A holder as a JSON object.</summary>
internal static class HolderJson
{
    internal static void Write(JsonOutput json, NamespaceHolder holder)
    {
        json.StartObject();
        json.Property("kind", Kind(holder.Kind));
        json.Property("pid", holder.ProcessId);
        if (holder.ThreadId is { } thread)
            json.Property("tid", thread);
        if (holder.Descriptor is { } descriptor)
            json.Property("fd", descriptor);
        if (holder.MountPoint is { } path)
            json.Property("path", path);
        if (holder.Command is { } command)
            json.Property("command", command);
        json.EndObject();
    }

    private static string Kind(NamespaceHolderKind kind) => kind switch
    {
        NamespaceHolderKind.Process => "process",
        NamespaceHolderKind.Thread => "thread",
        NamespaceHolderKind.Descriptor => "descriptor",
        NamespaceHolderKind.Socket => "socket",
        NamespaceHolderKind.Mount => "mount",
        _ => "other",
    };
}
