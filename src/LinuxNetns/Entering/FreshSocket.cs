using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LinuxNetns;

/// <summary>Makes a <see cref="Socket"/> around a descriptor that has just been made, as .NET does around its own.</summary>
/// <remarks>
/// The public way asks the kernel eight things that are known here, and takes half as long as all the rest. The members behind it are private, and the same from .NET 8 to 10;
/// any other version, and one that lacks them, gets the public way.
/// </remarks>
internal static class FreshSocket
{
    private static readonly bool s_areKnown = Environment.Version.Major is >= 8 and <= 10 && AreThere();

    internal static Socket Of(SafeSocketHandle handle, AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        // Of the others .NET knows more than it was told.
        if (!s_areKnown || addressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            return new Socket(handle);
        Socket socket = Make(handle, loadPropertiesFromHandle: false);
        Describe(socket, addressFamily, socketType, protocolType);
        return socket;
    }

    private static bool AreThere()
    {
        try
        {
            Describe(Make(new SafeSocketHandle(-1, ownsHandle: false), loadPropertiesFromHandle: false), AddressFamily.Unspecified, SocketType.Unknown, ProtocolType.Unspecified);
            return true;
        }
        catch (MissingMemberException)
        {
            return false;
        }
    }

    private static void Describe(Socket socket, AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        AddressFamilyOf(socket) = addressFamily;
        SocketTypeOf(socket) = socketType;
        ProtocolTypeOf(socket) = protocolType;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Socket Make(SafeSocketHandle handle, bool loadPropertiesFromHandle);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_addressFamily")]
    private static extern ref AddressFamily AddressFamilyOf(Socket socket);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socketType")]
    private static extern ref SocketType SocketTypeOf(Socket socket);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_protocolType")]
    private static extern ref ProtocolType ProtocolTypeOf(Socket socket);
}
