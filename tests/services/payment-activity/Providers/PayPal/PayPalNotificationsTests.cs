using System.Text;
using Checkout.Local.Psps;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers.PayPal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

/// <summary>The simulated PSP sends its notifications here, and is asked whether they are its own.</summary>
public sealed class PayPalNotificationsTests : IAsyncLifetime
{
    private readonly TaskCompletionSource<NotificationMessage> arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication merchant;
    private WebApplication? psps;

    public PayPalNotificationsTests()
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        merchant = builder.Build();
        merchant.MapPost("/notifications/paypal", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            arrived.TrySetResult(new NotificationMessage(new HeaderDictionary(request.Headers.ToDictionary()), body.ToArray()));
            return Results.Accepted();
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await merchant.StartAsync();
        psps = PspsApp.Create(["--urls=http://127.0.0.1:0", $"--PayPal:WebhookUrl={merchant.Urls.Single()}/notifications/paypal"]);
        await psps.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (psps is not null)
        {
            await psps.DisposeAsync();
        }

        await merchant.DisposeAsync();
    }

    [Fact]
    public async Task What_paypal_calls_its_own_names_the_order_by_our_number_and_by_paypals()
    {
        var (setting, trackingNumber, orderId, message) = await ReceiveAsync();

        var told = (await setting.Provider.TakeNotificationAsync(message, Cancel)).ShouldNotBeNull().ShouldHaveSingleItem();

        told.Kind.ShouldBe("CHECKOUT.ORDER.APPROVED");
        told.Id.ShouldStartWith("WH-");
        (told.TrackingNumber, told.PspReference).ShouldBe((trackingNumber, orderId));
        setting.Dapr.Documents.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_paypal_does_not_call_its_own_is_refused()
    {
        var (setting, _, _, message) = await ReceiveAsync();
        var body = Encoding.UTF8.GetString(message.Body.Span);
        (await TakeAsync(body.Replace("APPROVED", "APPROVEX", StringComparison.Ordinal))).ShouldBeNull();
        (await TakeAsync(body + " ")).ShouldNotBeNull();
        (await TakeAsync("{}")).ShouldBeNull();
        (await TakeAsync("<html>")).ShouldBeNull();
        (await TakeAsync("")).ShouldBeNull();
        message.Headers["PAYPAL-TRANSMISSION-SIG"] = "bm8=";
        (await TakeAsync(body)).ShouldBeNull();
        message.Headers.Remove("PAYPAL-TRANSMISSION-SIG");
        (await TakeAsync(body)).ShouldBeNull();

        Task<IReadOnlyList<ProviderEvent>?> TakeAsync(string text) => setting.Provider.TakeNotificationAsync(
            message with { Body = Encoding.UTF8.GetBytes(text) }, Cancel);
    }

    [Fact]
    public async Task While_paypal_cannot_be_asked_nothing_is_taken()
    {
        var (setting, _, _, message) = await ReceiveAsync();
        setting.Wire.Loses = "/verify-webhook-signature";
        (await setting.Provider.TakeNotificationAsync(message, Cancel)).ShouldBeNull();
        setting.Wire.Loses = null;
        (await setting.Provider.TakeNotificationAsync(message, Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("ANOTHER 5LOCALCHECKOUT0001", true)]
    [InlineData("ANOTHER", false)]
    public async Task A_notification_of_any_of_our_subscriptions_counts(string webhookId, bool expected)
    {
        var (_, _, _, message) = await ReceiveAsync();
        var setting = new PayPalSetting(Psps, new PayPalOptions { WebhookId = webhookId });
        ((await setting.Provider.TakeNotificationAsync(message, Cancel)) is not null).ShouldBe(expected);
    }

    [Theory]
    [InlineData("authorization", """{"id":"A1","custom_id":"trk_1","supplementary_data":{"related_ids":{"order_id":"O1"}}}""", "O1")]
    [InlineData("capture", """{"id":"C1","custom_id":"trk_1","supplementary_data":{"related_ids":{"order_id":"O1"}}}""", "O1")]
    [InlineData("refund", """{"id":"R1","custom_id":"trk_1"}""", null)]
    [InlineData("checkout-order", """{"id":"O1","purchase_units":[{"custom_id":"trk_1"}]}""", "O1")]
    public async Task Every_kind_of_event_finds_its_order(string resourceType, string resource, string? orderId)
    {
        var setting = new PayPalSetting(Psps);
        setting.Wire.Refuses = ("/verify-webhook-signature", System.Net.HttpStatusCode.OK, """{"verification_status":"SUCCESS"}""");
        var body = $$"""{"id":"WH-1","event_type":"X","resource_type":"{{resourceType}}","resource":{{resource}}}""";
        var message = new NotificationMessage(new HeaderDictionary(), Encoding.UTF8.GetBytes(body));
        (await setting.Provider.TakeNotificationAsync(message, Cancel)).ShouldNotBeNull().ShouldHaveSingleItem()
            .ShouldBe(new ProviderEvent("WH-1", "X", "trk_1", orderId));
    }

    private Uri Psps => new(psps.ShouldNotBeNull().Urls.Single());

    private async Task<(PayPalSetting Setting, string TrackingNumber, string? OrderId, NotificationMessage Message)> ReceiveAsync()
    {
        var order = new OrderAtPayPal(Psps);
        var approved = await order.ApprovedAsync();
        return (order.Setting, order.TrackingNumber, approved.Result.PspReference, await arrived.Task.WaitAsync(Cancel));
    }
}
