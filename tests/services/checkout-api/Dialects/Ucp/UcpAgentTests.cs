using Checkout.Api.Dialects.Ucp;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Ucp;

/// <summary>The dictionary in the header <c>UCP-Agent</c> (RFC 8941).</summary>
public sealed class UcpAgentTests
{
    [Theory]
    [InlineData("profile=\"https://a.example/p\"", "https://a.example/p", null)]
    [InlineData("  profile=\"https://a.example/p\"  ", "https://a.example/p", null)]
    [InlineData("name=\"x, y; z\", profile=\"https://a.example/p\"", "https://a.example/p", null)]
    [InlineData("profile=\"https://a.example/p\"; version=\"2026-04-08\"", "https://a.example/p", "2026-04-08")]
    [InlineData("profile=\"https://a.example/p\", version=2026-01-11", "https://a.example/p", "2026-01-11")]
    [InlineData("verbose, profile=\"https://a.example/\\\"q\\\\\"", "https://a.example/\"q\\", null)]
    public void Members_and_parameters_are_read(string header, string profile, string? version)
    {
        var members = UcpAgent.Read(header).ShouldNotBeNull();
        members["profile"].ShouldBe(profile);
        members.GetValueOrDefault("version").ShouldBe(version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("profile=\"https://a.example/p")]
    [InlineData("Profile=\"https://a.example/p\"")]
    [InlineData("profile=https://a.example/p profile=2")]
    [InlineData("=\"https://a.example/p\"")]
    [InlineData("profile==\"x\"")]
    public void What_is_no_dictionary_is_not_read(string header) => UcpAgent.Read(header).ShouldBeNull();
}
