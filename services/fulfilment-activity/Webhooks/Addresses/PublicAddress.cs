using System.Net;
using System.Net.Sockets;

namespace Checkout.Fulfilment.Webhooks.Addresses;

/// <summary>
/// Which addresses belong to the public internet (IANA's special-purpose registries, RFC 6890). Everything else may be a machine of ours, or
/// a cloud's metadata service, and a merchant's URL must not lead there.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // Azure's host, public by its number only
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Protocol assignments with Teredo, documentation, 6to4 (which hides any IPv4 address), documentation again.
    private static readonly IPNetwork[] SpecialV6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>Whether anybody on the internet may have this address.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !SpecialV4.Any(network => network.Contains(plain))
            : GlobalUnicast.Contains(plain) && !SpecialV6.Any(network => network.Contains(plain));
    }

    /// <summary>Whether it is this machine.</summary>
    public static bool IsLocal(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
