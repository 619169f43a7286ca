using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Services.Tests.FulfilmentActivity.Webhooks;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>An agents' platform hears of the orders that its sessions have become.</summary>
public sealed class AcpWebhookTests : IAsyncLifetime
{
    private const string Webhooks = "/api/v1/c2a/webhooks";

    private readonly LocalSystem system = new();

    public ValueTask InitializeAsync() => system.InitializeAsync();

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task A_paid_session_is_told_as_an_order_with_the_merchants_signature_and_nothing_else_is()
    {
        await using var receiver = await Receiver.StartAsync();
        var secret = await SecretOfAsync(receiver.Url);
        var agent = new AcpAgent(system.Api, AcpSpecification.Newer);
        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless)), "CHECK_OUT_DONE");
        var id = (await agent.CreatedAsync()).Id;
        await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.Declined));

        var paid = await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.Frictionless));
        var received = await receiver.NextAsync();

        var message = JsonNode.Parse(received.Text)!;
        message["type"]!.GetValue<string>().ShouldBe("order_create");
        AcpSpecification.ShouldAllow(AcpSpecification.Newer, "Order", message["data"]!);
        JsonNode.DeepEquals(message["data"], paid.Body["order"]).ShouldBeTrue($"{received.Text} {paid.Text}");
        message["data"]!["checkout_session_id"]!.GetValue<string>().ShouldBe(id);
        received.Headers["Merchant-Signature"].ToString().ShouldBe(SignatureOf(received, secret));
        received.Headers.ContainsKey("webhook-signature").ShouldBeFalse();
        CardDataScan.Of(received.Text).ShouldBeEmpty();
        receiver.Unread.ShouldBe(0);
    }

    [Fact]
    public async Task A_format_that_there_is_not_is_refused()
    {
        using var refused = await system.Merchant.PostAsync(Webhooks, """{"url":"http://localhost:10/","format":"Carrier pigeon"}""");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string> SecretOfAsync(string url)
    {
        using var response = await system.Merchant.PostAsync(Webhooks, $$"""{"url":"{{url}}","format":"Acp"}""");
        var webhook = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        webhook["format"]!.GetValue<string>().ShouldBe("Acp");
        return webhook["secret"]!.GetValue<string>();
    }

    // As a receiver checks it: over the bytes that came, with the secret as it was given.
    private static string SignatureOf(Received received, string secret)
    {
        var timestamp = received.Headers["Merchant-Signature"].ToString()["t=".Length..].Split(',')[0];
        byte[] content = [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. received.Body];
        return $"t={timestamp},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content))}";
    }
}
