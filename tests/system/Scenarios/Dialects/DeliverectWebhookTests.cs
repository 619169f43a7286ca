using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;
using Checkout.Services.Tests.FulfilmentActivity.Webhooks;
using Checkout.SystemTests.Hosting;
using static Checkout.SystemTests.Hosting.DeliverectPlatform;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>A commerce platform hears how its checkouts end.</summary>
public sealed class DeliverectWebhookTests : IAsyncLifetime
{
    private readonly LocalSystem system = new();

    public ValueTask InitializeAsync() => system.InitializeAsync();

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task The_end_of_a_checkout_is_told_with_an_HMAC_and_nothing_else_is()
    {
        await using var receiver = await Receiver.StartAsync();
        var secret = await SecretOfAsync(receiver.Url);
        using var platform = new DeliverectPlatform(system);
        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless)), "CHECK_OUT_DONE");
        await platform.UpdateAsync(await DueAsync(platform), "refused");

        var completed = await platform.UpdateAsync(await DueAsync(platform), "authorized");
        var first = await receiver.NextAsync();
        var failed = await platform.UpdateAsync(await DueAsync(platform), "failed");
        var second = await receiver.NextAsync();

        ShouldTell(first, completed, "completed", secret);
        ShouldTell(second, failed, "failed", secret);
        JsonNode.Parse(first.Text)!["reason"].ShouldBeNull();
        JsonNode.Parse(second.Text)!["reason"]!.GetValue<string>().ShouldNotBeEmpty();
        receiver.Unread.ShouldBe(0);
    }

    private static Task<JsonNode> DueAsync(DeliverectPlatform platform) =>
        platform.MadeAsync(order: null, DeliverectClient.Payment("third_party", 1600, isPrepaid: false));

    // As a receiver checks it: over the bytes that came, with the secret as it was given.
    private static void ShouldTell(Received received, JsonNode checkout, string status, string secret)
    {
        var message = JsonNode.Parse(received.Text)!;
        message.AsObject().Select(member => member.Key)
            .ShouldBe(["locationId", "channelLinkId", "checkoutId", "status", "reason", "updatedAt"], ignoreOrder: true);
        message["checkoutId"]!.GetValue<string>().ShouldBe(Id(checkout));
        message["channelLinkId"]!.GetValue<string>().ShouldBe("65eee6a9984a1bc1b9637c59");
        message["status"]!.GetValue<string>().ShouldBe(status);
        message["updatedAt"]!.GetValue<string>().ShouldMatch(@"\.\d{6}\+00:00$");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), received.Body));
        received.Headers["HMAC"].ToString().ShouldBe(signature);
        received.Headers["X-Server-Authorization-HMAC-SHA256"].ToString().ShouldBe(signature);
        received.Headers.ContainsKey("webhook-signature").ShouldBeFalse();
    }

    private async Task<string> SecretOfAsync(string url)
    {
        using var response = await system.Merchant.PostAsync("/api/v1/c2a/webhooks", $$"""{"url":"{{url}}","format":"Deliverect"}""");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["secret"]!.GetValue<string>();
    }
}
