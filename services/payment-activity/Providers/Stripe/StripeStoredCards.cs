using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>
/// Cards that Stripe keeps. Each is attached to a Customer of its own, without which nothing pays twice there; so no shopper's identity
/// leaves the house.
/// </summary>
internal sealed class StripeStoredCards(StripeApi api)
{
    public Task<StripeReply<StripeCustomer>> CreateCustomerAsync(string idempotencyKey, CancellationToken cancellationToken) =>
        api.PostAsync<StripeCustomer>("customer", "/v1/customers", [], idempotencyKey, cancellationToken);

    /// <summary>A card whose issuer wants to see the shopper first cannot be kept without a purchase.</summary>
    public async Task<ProviderMethod> KeepAsync(CardData card, CancellationToken cancellationToken)
    {
        var key = $"keep:{Guid.NewGuid()}";
        var created = await CreateCustomerAsync($"{key}:customer", cancellationToken);
        if (created.Body is not { Id: var customer })
        {
            return new ProviderMethod(null, created.Refused ? ReasonCodes.ProviderError : created.UnknownReason);
        }

        var reply = await api.PostAsync<StripeSetupIntent>(
            "keep", "/v1/setup_intents", StripeForms.Keep(card, customer), key, cancellationToken);
        return reply switch
        {
            { Body: { Status: StripeSetupIntent.Succeeded, PaymentMethod: { } method } } =>
                new ProviderMethod(StripeToken.Of(customer, method)),
            { Body.Status: StripeSetupIntent.RequiresAction } => new ProviderMethod(null, ReasonCodes.AuthenticationFailed),
            { Body: not null } => new ProviderMethod(null, ReasonCodes.CardDeclined),
            { Refused: true } => new ProviderMethod(null, StripeDeclines.ReasonOf(reply.Error)),
            _ => new ProviderMethod(null, reply.UnknownReason),
        };
    }
}
