using System.Net;
using System.Net.Sockets;

namespace Precept.Workbench.Webhooks;

/// <summary>Tells addresses of the public internet from those that lead into a network of somebody's own (IANA's registries of special-purpose addresses).</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Whether an address is one of the public internet. IPv4 inside of IPv6 (mapped, compatible, NAT64, 6to4) is judged as IPv4.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Is(address.MapToIPv4());
        }

        if (Special.Any(n => n.Contains(address)))
        {
            return false;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return true;
        }

        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0x20, 0x02, var a, var b, var c, var d, ..] => Is(new IPAddress([a, b, c, d])),
            [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. var four] => Is(new IPAddress(four)),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. var four] => Is(new IPAddress(four)),
            _ => true,
        };
    }
}
