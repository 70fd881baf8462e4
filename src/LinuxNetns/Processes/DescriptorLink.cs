using System.Buffers.Text;

namespace LinuxNetns;

/// <summary>The text of a link in <c>/proc/PID/fd</c> (proc_pid_fd(5)): <c>net:[4026531840]</c>, <c>socket:[12345]</c>, <c>/dev/net/tun</c>, and all else.</summary>
internal static class DescriptorLink
{
    internal static (DescriptorKind Kind, ulong Inode) Parse(ReadOnlySpan<byte> link)
    {
        if (TryInode(link, "net:["u8, out ulong inode))
            return (DescriptorKind.Namespace, inode);
        if (TryInode(link, "socket:["u8, out inode))
            return (DescriptorKind.Socket, inode);
        // A tun descriptor keeps the namespace that it was opened in, and answers SIOCGSKNS (drivers/net/tun.c). It has no socket inode.
        return link.EndsWith("/net/tun"u8) ? (DescriptorKind.Socket, 0UL) : (DescriptorKind.Other, 0UL);
    }

    private static bool TryInode(ReadOnlySpan<byte> link, ReadOnlySpan<byte> prefix, out ulong inode)
    {
        inode = 0;
        return link.StartsWith(prefix) && link[^1] == (byte)']'
            && Utf8Parser.TryParse(link[prefix.Length..^1], out inode, out int used) && used == link.Length - prefix.Length - 1;
    }
}
