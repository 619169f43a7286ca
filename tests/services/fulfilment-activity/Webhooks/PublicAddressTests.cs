using System.Net;
using Checkout.Fulfilment.Webhooks.Addresses;
using FsCheck;
using FsCheck.Fluent;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    public void An_address_of_the_internet_is_public(string address) => PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Every_other_address_is_not(string address) => PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Fact]
    public void An_address_counts_the_same_when_it_is_mapped_into_IPv6() => Prop.ForAll(
        ArbMap.Default.ArbFor<uint>(),
        number =>
        {
            var address = new IPAddress(BitConverter.GetBytes(number));
            return PublicAddress.IsPublic(address) == PublicAddress.IsPublic(address.MapToIPv6())
                && PublicAddress.IsLocal(address) == PublicAddress.IsLocal(address.MapToIPv6());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_address_of_this_machines_interfaces_that_is_private_counts_as_public() => Prop.ForAll(
        ArbMap.Default.ArbFor<uint>(),
        number =>
        {
            var (low, bytes) = (number & 0xFFFFFF, BitConverter.GetBytes(number));
            IPAddress[] inside =
            [
                new([10, bytes[0], bytes[1], bytes[2]]),
                new([127, bytes[0], bytes[1], bytes[2]]),
                new([169, 254, bytes[0], bytes[1]]),
                new([172, (byte)(16 | (low & 15)), bytes[1], bytes[2]]),
                new([192, 168, bytes[0], bytes[1]]),
                new([100, (byte)(64 | (low & 63)), bytes[1], bytes[2]]),
            ];
            return inside.All(address => !PublicAddress.IsPublic(address));
        }).QuickCheckThrowOnFailure();
}
