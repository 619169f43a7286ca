using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenStoredCardTests(SimulatedAdyen adyen) : IClassFixture<SimulatedAdyen>
{
    private const string Challenged = "4000000000003220";

    private readonly OrderAtAdyen order = new(adyen);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_that_adyen_keeps_pays_again()
    {
        var first = await adyen.Provider().AuthorizeAsync(order.Request(TestCards.Visa) with { KeepMethod = true }, Cancel);
        await PaysAsync(first.MethodToken.ShouldNotBeNull());
    }

    [Fact]
    public async Task A_card_is_kept_without_a_purchase_and_pays_later()
    {
        var kept = await adyen.Provider().KeepAsync(TestCards.Card(), Cancel);
        await PaysAsync(kept.Token.ShouldNotBeNull());
    }

    [Theory]
    [InlineData("4000000000000002", "CARD_DECLINED")]
    [InlineData(Challenged, "AUTHENTICATION_FAILED")]
    public async Task A_card_that_cannot_be_checked_is_not_kept(string number, string reasonCode) =>
        (await adyen.Provider().KeepAsync(TestCards.Card(number), Cancel)).ShouldBe(new ProviderMethod(null, reasonCode));

    private async Task PaysAsync(string token)
    {
        var request = order.Request(number: null, token) with { TrackingNumber = order.TrackingNumber + "-2" };
        (await adyen.Provider().AuthorizeAsync(request, Cancel)).Status.ShouldBe(PaymentStatus.Authorized);
    }
}
