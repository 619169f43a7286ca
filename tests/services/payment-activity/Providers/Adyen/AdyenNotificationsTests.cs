using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Adyen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenNotificationsTests
{
    private const string Key = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    private const string Payment = "PAYMENT";

    private static readonly AdyenStep Challenge = new("RedirectShopper", "https://acs.example/1");

    private readonly InMemoryDapr dapr = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AdyenNotifications Notifications => new(
        dapr.Client, new AdyenBook(dapr.Client), new AdyenOptions(), NullLogger<AdyenNotifications>.Instance);

    [Fact]
    public async Task What_is_not_signed_with_a_key_of_ours_is_refused_and_changes_nothing()
    {
        var genuine = Item("AUTHORISATION", Payment);
        (await TakeAsync(genuine with { Success = "false" })).ShouldBeFalse();
        (await TakeAsync(genuine with { AdditionalData = null })).ShouldBeFalse();
        (await TakeAsync(Item("AUTHORISATION", Payment, key: new string('0', 64)))).ShouldBeFalse();
        dapr.Documents.ShouldBeEmpty();

        (await TakeAsync(genuine)).ShouldBeTrue();
        dapr.Documents.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_second_key_of_a_rotation_counts_too()
    {
        dapr.Secrets["adyen-hmac-key"] = Key + " " + new string('A', 64);
        (await TakeAsync(Item("AUTHORISATION", Payment))).ShouldBeTrue();
        (await TakeAsync(Item("AUTHORISATION", Payment, key: new string('A', 64)))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_notification_may_come_before_any_answer()
    {
        await TakeAsync(Item("AUTHORISATION", Payment));
        var order = await new AdyenBook(dapr.Client).ReadAsync("trk_1", Cancel);
        Standing(order).ShouldBe(PaymentStatus.Authorized);
    }

    [Fact]
    public async Task Events_without_an_order_of_ours_are_acknowledged_and_forgotten()
    {
        (await TakeAsync(Item("REPORT_AVAILABLE", "R1", reference: ""))).ShouldBeTrue();
        (await TakeAsync(Item("AUTHORISATION", "K1", reference: "keep-1"))).ShouldBeTrue();
        (await TakeAsync(Item("CHARGEBACK", "C1", original: Payment))).ShouldBeTrue();
        dapr.Documents.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CAPTURE", true, PaymentStatus.Captured)]
    [InlineData("CAPTURE", false, PaymentStatus.Authorized)]
    [InlineData("CAPTURE_FAILED", true, PaymentStatus.Authorized)]
    [InlineData("REFUND", true, PaymentStatus.Reversed)]
    [InlineData("REFUND", false, PaymentStatus.Authorized)]
    [InlineData("CANCELLATION", true, PaymentStatus.Reversed)]
    [InlineData("TECHNICAL_CANCEL", true, PaymentStatus.Reversed)]
    [InlineData("CANCEL_OR_REFUND", true, PaymentStatus.Reversed)]
    public async Task Each_event_has_its_meaning(string eventCode, bool success, PaymentStatus expected)
    {
        await TakeAsync(Item("AUTHORISATION", Payment));
        await TakeAsync(Item(eventCode, "M1", success, original: Payment));
        Standing(await new AdyenBook(dapr.Client).ReadAsync("trk_1", Cancel)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_refusal_that_only_a_notification_tells_has_its_reason()
    {
        await TakeAsync(Item("AUTHORISATION", Payment, success: false) with { Reason = "Authentication required" });
        var order = await new AdyenBook(dapr.Client).ReadAsync("trk_1", Cancel);
        AdyenAnswers.From(order.Payments.Single(), order).Result.ReasonCode.ShouldBe("AUTHENTICATION_REQUIRED");
    }

    [Theory]
    [InlineData("AUTHORISATION", "tokenization.storedPaymentMethodId", "tokenization.shopperReference", "shopper-7/T1")]
    [InlineData("AUTHORISATION", "recurring.recurringDetailReference", "recurring.shopperReference", "shopper-7/T1")]
    [InlineData("RECURRING_CONTRACT", "recurring.recurringDetailReference", "recurring.shopperReference", "shopper-7/T1")]
    [InlineData("RECURRING_CONTRACT", "recurring.recurringDetailReference", "", "trk_1/T1")]
    [InlineData("RECURRING_CONTRACT", "", "", "trk_1/T-EVENT")]
    public async Task A_stored_cards_token_that_only_a_notification_tells_is_learnt(
        string eventCode, string idName, string shopperName, string expected)
    {
        var item = eventCode is "AUTHORISATION" ? Item(eventCode, Payment) : Item(eventCode, "T-EVENT", original: Payment);
        var told = item.AdditionalData.ShouldNotBeNull();
        told[idName] = "T1";
        told[shopperName] = "shopper-7";
        await TakeAsync(item);

        var order = await new AdyenBook(dapr.Client).ReadAsync("trk_1", Cancel);
        order.Payments.ShouldHaveSingleItem().MethodToken.ShouldBe(expected);
    }

    [Fact]
    public void All_orders_of_all_words_come_to_the_same_end()
    {
        Func<AdyenOrder, AdyenOrder>[] words =
        [
            order => order.Learn(new AdyenPaymentFacts(Payment, 1, "RedirectShopper", Step: Challenge)),
            order => order.Learn(new AdyenPaymentFacts(Payment, ResultCode: "Authorised")),
            order => order.Learn(new AdyenModification("C1", AdyenModificationKind.Capture, Payment, Number: 1)),
            order => order.Learn(new AdyenModification("C1", AdyenModificationKind.Capture, Payment, Success: true)),
            order => order.Learn(new AdyenModification("C1", AdyenModificationKind.Capture, Payment, Success: false)), // CAPTURE_FAILED
            order => order.Learn(new AdyenModification("V1", AdyenModificationKind.Reversal, Payment, Number: 1)),
        ];
        var count = 0;
        foreach (var permutation in Permutations([.. words, .. words[..1]]))
        {
            var end = permutation.Aggregate(AdyenOrder.Empty, (order, word) => word(order));
            var payment = end.Payments.ShouldHaveSingleItem();
            payment.ShouldBe(new AdyenPaymentFacts(Payment, 1, "Authorised", Step: Challenge));
            end.Modifications.OrderBy(it => it.PspReference, StringComparer.Ordinal).ShouldBe(
            [
                new AdyenModification("C1", AdyenModificationKind.Capture, Payment, 1, Success: false),
                new AdyenModification("V1", AdyenModificationKind.Reversal, Payment, 1),
            ]);
            count++;
        }

        count.ShouldBe(5040);
    }

    private static IEnumerable<List<T>> Permutations<T>(List<T> items) => items.Count <= 1
        ? [items]
        : items.SelectMany((item, at) =>
            Permutations([.. items[..at], .. items[(at + 1)..]]).Select(rest => new List<T>([item, .. rest])));

    private static PaymentStatus Standing(AdyenOrder order) =>
        AdyenAnswers.From(order.Find(new ProviderReference("trk_1", 1, null)).ShouldNotBeNull(), order).Status;

    private async Task<bool> TakeAsync(AdyenNotificationItem item)
    {
        var notification = new AdyenNotification([new AdyenNotificationEnvelope(item)]);
        var body = JsonSerializer.SerializeToUtf8Bytes(notification, JsonSerializerOptions.Web);
        return await Notifications.TakeAsync(new NotificationMessage(new HeaderDictionary(), body), Cancel) is not null;
    }

    private static AdyenNotificationItem Item(
        string eventCode, string pspReference, bool success = true, string? original = null, string reference = "trk_1", string key = Key)
    {
        var result = success ? "true" : "false";
        var text = $"{pspReference}:{original}:CheckoutLocal:{reference}:1499:EUR:{eventCode}:{result}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(key), Encoding.UTF8.GetBytes(text)));
        return new AdyenNotificationItem(
            pspReference,
            eventCode,
            result,
            "CheckoutLocal",
            reference,
            original,
            new AdyenAmount("EUR", 1499),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["hmacSignature"] = signature });
    }
}
