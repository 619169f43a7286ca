namespace Checkout.Payments.Providers.Stripe;

/// <summary>The part of an event that matters here (docs.stripe.com/api/events/object).</summary>
/// <param name="Id">The same when it is sent again.</param>
/// <param name="Type">E.g. <c>payment_intent.succeeded</c>.</param>
/// <param name="Data">What it is about.</param>
internal sealed record StripeEvent(string Id, string Type, StripeEventData Data);

/// <summary>The envelope of an event's object.</summary>
internal sealed record StripeEventData(StripeEventObject Object);

/// <summary>A payment intent, a charge or a refund, as far as it names its payment.</summary>
internal sealed record StripeEventObject(
    string? Id = null, string? PaymentIntent = null, Dictionary<string, string>? Metadata = null);
