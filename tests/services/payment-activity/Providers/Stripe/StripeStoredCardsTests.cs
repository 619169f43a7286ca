using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

public sealed class StripeStoredCardsTests(SimulatedStripe stripe) : IClassFixture<SimulatedStripe>
{
    private const string Challenged = "4000000000003220";

    private readonly string trackingNumber = $"trk_{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_method_pays_by_its_token()
    {
        var authorized = await stripe.Provider().AuthorizeAsync(Request(number: null, token: "pm_card_visa"), Cancel);
        authorized.Status.ShouldBe(PaymentStatus.Authorized);
    }

    [Fact]
    public async Task A_card_that_stripe_keeps_pays_again()
    {
        var first = await stripe.Provider().AuthorizeAsync(Request(TestCards.Visa) with { KeepMethod = true }, Cancel);
        first.MethodToken.ShouldNotBeNull().ShouldStartWith("cus_");
        (await stripe.Provider().AuthorizeAsync(Request(TestCards.Visa) with { KeepMethod = true }, Cancel)).ShouldBe(first);
        var again = Request(number: null, token: first.MethodToken.ShouldNotBeNull()) with { TrackingNumber = trackingNumber + "-2" };
        (await stripe.Provider().AuthorizeAsync(again, Cancel)).Status.ShouldBe(PaymentStatus.Authorized);
    }

    [Fact]
    public async Task A_card_kept_without_a_purchase_pays_again_and_again()
    {
        var kept = await stripe.Provider().KeepAsync(TestCards.Card(), Cancel);
        for (var n = 1; n <= 2; n++)
        {
            var request = Request(number: null, token: kept.Token) with { TrackingNumber = $"{trackingNumber}-{n}" };
            (await stripe.Provider().AuthorizeAsync(request, Cancel)).Status.ShouldBe(PaymentStatus.Authorized);
        }
    }

    [Theory]
    [InlineData("4000000000000002", "CARD_DECLINED")]
    [InlineData("4000000000000127", "INCORRECT_CVC")]
    [InlineData(Challenged, "AUTHENTICATION_FAILED")]
    public async Task A_card_that_its_issuer_does_not_let_be_kept_is_not(string number, string reasonCode) =>
        (await stripe.Provider().KeepAsync(TestCards.Card(number), Cancel)).ShouldBe(new ProviderMethod(null, reasonCode));

    private ProviderAuthorization Request(string? number, string? token = null) => new(
        trackingNumber,
        "acme",
        Attempt: 1,
        new Money(1499, "EUR"),
        "https://shop.example/return/1",
        number is null ? null : TestCards.Card(number),
        token,
        KeepMethod: false);
}
