using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Leaks;

/// <summary>Purchases with cards over every way that the dialects have for a card, and with cards where none belongs.</summary>
internal static class DialectPurchases
{
    public static Task MakeAsync(Uri api) => Task.WhenAll(OnThePaymentPageAsync(api));

    private static async Task OnThePaymentPageAsync(Uri api)
    {
        var store = new UrbItStore(api);
        foreach (var card in new[] { Cards.Frictionless, Cards.Challenge, Cards.Declined, Cards.TimesOutAfterProcessing, "4111111111111112" })
        {
            var created = await store.CreatedAsync(UrbItStore.Order(Guid.NewGuid().ToString(), "https://shop.example/thanks"));
            await PaymentPageShopper.PayAsync(created["checkout_url"]!.GetValue<string>(), card, holder: card);
            await PaymentPageShopper.PayAsync(created["checkout_url"]!.GetValue<string>(), card);
        }
    }
}
