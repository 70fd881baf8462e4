using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Addresses and prefixes as <c>ip</c> takes them, checked before anything is sent.</summary>
internal static class AddressText
{
    private static readonly SearchValues<char> s_characters = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>"10.1.1.1/24", "2001:db8::1/64", or an address alone, which is a prefix of full length.</summary>
    /// <exception cref="ArgumentException">It is neither, or the prefix is longer than the address.</exception>
    internal static IPAddress ParsePrefix(string text, out int length, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        IPAddress address = ParseAddress(slash < 0 ? text : text[..slash], parameter);
        if (slash < 0)
        {
            length = address.AddressFamily.AddressBits();
        }
        else if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length))
        {
            throw new ArgumentException($"\"{text}\" does not end with the length of a prefix.", parameter);
        }

        CheckLength(address, length, parameter);
        return address;
    }

    /// <summary>As above, of a network: the bits behind the prefix must be zero.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static IPNetwork ParseNetwork(string text, string parameter)
    {
        IPAddress address = ParsePrefix(text, out int length, parameter);
        // Later than .NET 9, IPNetwork clears such bits without a word.
        return IPNetwork.TryParse($"{address}/{length}", out IPNetwork network) && network.BaseAddress.Equals(address)
            ? network
            : throw new ArgumentException($"\"{text}\" has bits set behind its prefix: that is an address, not a network.", parameter);
    }

    /// <exception cref="ArgumentOutOfRangeException">No such prefix.</exception>
    internal static void CheckLength(IPAddress address, int length, string parameter)
    {
        int bits = address.AddressFamily.AddressBits();
        if (length < 0 || length > bits)
        {
            throw new ArgumentOutOfRangeException(parameter, length, $"A prefix of {address} has 0 to {bits} bits.");
        }
    }

    /// <exception cref="ArgumentException">The address is of another family.</exception>
    internal static void CheckFamily(IPAddress? address, AddressFamily family, string parameter)
    {
        if (address is not null && address.AddressFamily != family)
        {
            throw new ArgumentException($"{address} is not of the family {family}.", parameter);
        }
    }

    private static IPAddress ParseAddress(string text, string parameter)
    {
        // IPAddress also takes "10", "0x7f.1" and "[::1]:80", each for something that nobody means here.
        bool plain = text.AsSpan().IndexOfAnyExcept(s_characters) < 0;
        if (plain && IPAddress.TryParse(text, out IPAddress? address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text))
        {
            return address;
        }

        throw new ArgumentException($"\"{text}\" is no IPv4 or IPv6 address.", parameter);
    }
}
