using System.Net;
using System.Net.Sockets;
using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks;
using Checkout.Fulfilment.Webhooks.Addresses;
using Checkout.Fulfilment.Webhooks.Deliveries;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.Fulfilment.Webhooks.Signing;
using Dapr.Client;
using NSubstitute;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

/// <summary>Where a name leads is checked with every connection, by the very address that is connected to.</summary>
public sealed class GuardedConnectionsTests : IDisposable
{
    private readonly TcpListener inside = new(IPAddress.Loopback, 0);

    public GuardedConnectionsTests() => inside.Start();

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        var answer = await SendAsync(_ => [IPAddress.Loopback]);

        answer.Error.ShouldBe("ADDRESS_NOT_ALLOWED");
        inside.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_moves_inside_after_it_was_checked_gains_nothing()
    {
        // Wherever a name leads, it is looked up once, and what was looked up is what is connected to.
        var lookUps = 0;
        var answer = await SendAsync(_ => lookUps++ == 0 ? [IPAddress.Parse("10.0.0.1"), IPAddress.IPv6Loopback] : [IPAddress.Loopback]);

        answer.Error.ShouldBe("ADDRESS_NOT_ALLOWED");
        lookUps.ShouldBe(1);
        inside.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Of_several_addresses_only_the_allowed_ones_are_tried()
    {
        var answer = await SendAsync(_ => [IPAddress.Parse("169.254.169.254"), IPAddress.Loopback], allowLocal: true);

        answer.Error.ShouldBe("TIMEOUT"); // the listener speaks no TLS
        using var taken = await inside.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        taken.Client.RemoteEndPoint.ShouldBeOfType<IPEndPoint>().Address.ShouldBe(IPAddress.Loopback);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_an_answer_too()
    {
        var answer = await SendAsync(_ => throw new SocketException((int)SocketError.HostNotFound));

        answer.Error.ShouldBe("CONNECTION_FAILED");
    }

    public void Dispose() => inside.Dispose();

    private async Task<WebhookAnswer> SendAsync(Func<string, IPAddress[]> lookUp, bool allowLocal = false)
    {
        var port = ((IPEndPoint)inside.LocalEndpoint).Port;
        var options = new WebhookOptions { Ports = [port], AllowLocal = allowLocal, Timeout = TimeSpan.FromSeconds(1) };
        var dapr = Substitute.For<DaprClient>();
        dapr.GetSecretAsync("", "").ReturnsForAnyArgs(call => Task.FromResult(
            new Dictionary<string, string>(StringComparer.Ordinal) { [call.ArgAt<string>(1)] = Convert.ToBase64String(new byte[32]) }));
        var secrets = new WebhookSecrets(dapr, options, TimeProvider.System);
        var connections = new GuardedConnections(options, (name, _) => Task.FromResult(lookUp(name)));
        using var sender = new WebhookSender(connections, secrets, options, TimeProvider.System);
        var now = DateTimeOffset.UnixEpoch;
        var endpoint = new WebhookEndpoint(
            "wh_1", $"https://shop.example:{port}/", MerchantEventTypes.All, null, WebhookState.Enabled, null, [secrets.New()], now, now);
        return await sender.SendAsync("acme", endpoint, Events.Completed("acme"), TestContext.Current.CancellationToken);
    }
}
