using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Leaks;

/// <summary>Purchases with cards over every way that the dialects have for a card, and with cards where none belongs.</summary>
internal static class DialectPurchases
{
    public static Task MakeAsync(Uri api) => Task.WhenAll(
        OnThePaymentPageAsync(api),
        InAndBesideUcpAsync(api),
        ByDelegationAsync(new AcpAgent(api, AcpSpecification.Older)),
        ByDelegationAsync(new AcpAgent(api, AcpSpecification.Newer)));

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

    private static async Task ByDelegationAsync(AcpAgent agent)
    {
        foreach (var card in new[] { Cards.Frictionless, Cards.Challenge, Cards.Declined, Cards.TimesOutAfterProcessing, "4111111111111112" })
        {
            var id = (await agent.CreatedAsync()).Id;
            await agent.CompleteAsync(id, card); // where a token belongs
            var delegated = await agent.DelegateAsync(AcpAgent.Delegation(id, card));
            if (delegated.Body["id"] is { } token)
            {
                await agent.CompleteAsync(id, token.GetValue<string>());
            }
        }
    }

    private static async Task InAndBesideUcpAsync(Uri api)
    {
        using var platform = new UcpPlatform(api, "sk_dev_acme_sample_123456789");
        foreach (var card in new[] { Cards.Frictionless, Cards.Challenge, Cards.Declined, Cards.TimesOutAfterProcessing, "4111111111111112" })
        {
            await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", $$"""
                { "line_items": [{ "item": { "id": "it_ab1" }, "quantity": 1 }], "buyer": { "first_name": "{{card}}" },
                  "payment": { "instruments": [{ "id": "1", "handler_id": "card", "type": "card", "display": { "brand": "{{card}}", "last_digits": "{{card}}" } }] } }
                """);
            var checkout = await platform.CreateAsync($$"""
                { "line_items": [{ "item": { "id": "it_ab1" }, "quantity": 1 }], "unknown": "{{card}}",
                  "payment": { "instruments": [{ "id": "1", "handler_id": "card", "type": "card", "credential": { "type": "card", "number": "{{card}}", "cvc": "123" } }] } }
                """);
            var id = checkout["id"]!.GetValue<string>();
            await platform.SendAsync(HttpMethod.Post, "/tokenize", $$"""
                { "credential": { "type": "card", "card_number_type": "fpan", "number": "{{card}}", "expiry_month": 12, "expiry_year": 2029, "name": "{{card}}" },
                  "binding": { "checkout_id": "{{id}}" } }
                """);
            await platform.CompleteAsync(id, UcpPlatform.Token(card), ("Idempotency-Key", Guid.NewGuid().ToString()));
            await platform.CompleteAsync(id, UcpPlatform.Card(card), ("Idempotency-Key", Guid.NewGuid().ToString()));
        }
    }
}
