using System.Security.Cryptography;
using System.Text;
using Checkout.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers.Stripe;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

public sealed class StripeNotificationsTests
{
    private const string Secret = "whsec_local_checkout";

    private const string Succeeded = """
        { "id": "evt_1", "object": "event", "type": "payment_intent.succeeded",
          "data": { "object": { "id": "pi_1", "object": "payment_intent", "metadata": { "tracking_number": "trk_1", "attempt": "1" } } } }
        """;

    private readonly ManualTime time = new();
    private readonly InMemoryDapr dapr = new();

    [Fact]
    public async Task A_signed_event_names_its_order_and_its_payment()
    {
        var told = await TakeAsync(Succeeded, Sign(Succeeded));
        told.ShouldHaveSingleItem().ShouldBe(new ProviderEvent("evt_1", "payment_intent.succeeded", "trk_1", "pi_1", Success: true));
    }

    [Fact]
    public async Task Each_secret_of_a_rotation_counts_and_one_good_signature_is_enough()
    {
        (await TakeAsync(Succeeded, Sign(Succeeded, "whsec_next"))).ShouldNotBeNull();
        var both = $"{Sign(Succeeded, "whsec_other")},v1={Sign(Succeeded).Split("v1=")[1]},v0=abc";
        (await TakeAsync(Succeeded, both)).ShouldNotBeNull();
        dapr.Secrets["stripe-webhook-secret"] = "whsec_next";
        (await TakeAsync(Succeeded, Sign(Succeeded))).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=,v1=")]
    [InlineData("t=abc,v1=00")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("=,=")]
    public async Task A_header_that_makes_no_sense_is_refused(string header) => (await TakeAsync(Succeeded, header)).ShouldBeNull();

    [Fact]
    public async Task What_is_signed_by_somebody_else_or_was_changed_is_refused()
    {
        (await TakeAsync(Succeeded, Sign(Succeeded, "whsec_forged"))).ShouldBeNull();
        (await TakeAsync(Succeeded.Replace("trk_1", "trk_2", StringComparison.Ordinal), Sign(Succeeded))).ShouldBeNull();
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(301, false)]
    [InlineData(-299, true)]
    [InlineData(-301, false)]
    public async Task A_signature_is_good_for_five_minutes_either_way(int secondsLater, bool isGood)
    {
        var header = Sign(Succeeded);
        time.Advance(TimeSpan.FromSeconds(secondsLater));
        (await TakeAsync(Succeeded, header) is not null).ShouldBe(isGood);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "id": "evt_1", "type": "payment_intent.succeeded", "data": null }""")]
    [InlineData("""{ "id": "evt_1", "type": "payment_intent.succeeded", "data": { "object": null } }""")]
    public async Task A_signed_text_that_is_no_event_is_refused(string body) => (await TakeAsync(body, Sign(body))).ShouldBeNull();

    [Fact]
    public async Task An_event_about_no_payment_is_acknowledged_and_belongs_to_no_order()
    {
        const string Body = """{ "id": "evt_2", "type": "payout.paid", "data": { "object": { "id": "po_1", "object": "payout" } } }""";
        (await TakeAsync(Body, Sign(Body))).ShouldHaveSingleItem().TrackingNumber.ShouldBeNull();
    }

    [Theory]
    [InlineData("charge.refunded", true)]
    [InlineData("refund.failed", false)]
    [InlineData("refund.updated", null)]
    public async Task A_charge_or_refund_names_its_payment(string type, bool? success)
    {
        var body = $$"""
            { "id": "evt_3", "type": "{{type}}",
              "data": { "object": { "id": "re_1", "payment_intent": "pi_1", "metadata": { "tracking_number": "trk_1" } } } }
            """;
        (await TakeAsync(body, Sign(body))).ShouldHaveSingleItem().ShouldBe(new ProviderEvent("evt_3", type, "trk_1", "pi_1", success));
    }

    [Fact]
    public async Task A_refund_without_our_reference_waits_until_stripe_says_whose_it_is()
    {
        const string Body = """
            { "id": "evt_4", "type": "refund.failed", "data": { "object": { "id": "re_1", "payment_intent": "pi_1" } } }
            """;
        await Should.ThrowAsync<InvalidOperationException>(() => TakeAsync(Body, Sign(Body)));
    }

    private async Task<IReadOnlyList<ProviderEvent>?> TakeAsync(string body, string header)
    {
        // Nobody listens there, so Stripe cannot be asked.
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1") };
        var api = new StripeApi(
            http, new PaymentOptions(), new PaymentMetrics(TestMeters.Factory), TimeProvider.System, NullLogger<StripeApi>.Instance);
        var notifications = new StripeNotifications(
            dapr.Client, api, new StripeOptions(), time, NullLogger<StripeNotifications>.Instance);
        var headers = new HeaderDictionary { ["Stripe-Signature"] = header };
        return await notifications.TakeAsync(
            new NotificationMessage(headers, Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
    }

    // Written out here from Stripe's text, so that it judges the reader.
    private string Sign(string body, string secret = Secret)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(signature)}";
    }
}
