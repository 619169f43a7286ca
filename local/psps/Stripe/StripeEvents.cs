using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's Event: what happened, with the object as it stood then.</summary>
internal sealed record StripeEvent<T>(string Id, long Created, string Type, StripeEventData<T> Data)
{
    /// <summary>Kind of object.</summary>
    public string Object { get; } = "event";

    /// <summary>Version in which the object is written.</summary>
    public string ApiVersion { get; } = "2025-09-30.clover";

    /// <summary>Always false: no money moves.</summary>
    public bool Livemode { get; }

    /// <summary>Receivers that have not acknowledged it.</summary>
    public int PendingWebhooks { get; } = 1;
}

/// <summary>What an event is about.</summary>
/// <param name="Object">A payment intent, a charge or a refund.</param>
internal sealed record StripeEventData<T>(T Object);

/// <summary>Writes events in the transaction of what they tell.</summary>
internal static class StripeEvents
{
    /// <summary>Tells the merchant.</summary>
    /// <param name="ledger">The transaction.</param>
    /// <param name="type">E.g. <c>payment_intent.succeeded</c>.</param>
    /// <param name="about">The object as it stands now.</param>
    public static void Tell<T>(this LedgerTransaction ledger, string type, T about) => ledger.Notifications.Append(
        PaymentIntentStore.Provider,
        StripeJson.Write(new StripeEvent<T>(StripeId.New("evt"), ledger.Time.GetUtcNow().ToUnixTimeSeconds(), type, new(about))));
}
