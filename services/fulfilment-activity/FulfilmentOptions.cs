namespace Checkout.Fulfilment;

/// <summary>Configuration section <c>Fulfilment</c>.</summary>
internal sealed record FulfilmentOptions
{
    public const string Section = "Fulfilment";

    /// <summary>
    /// How long items are held for an order. Longer than a shopper may take and a PSP be asked; who comes back later gets them if they are
    /// still there.
    /// </summary>
    public TimeSpan ReservationLifetime { get; init; } = TimeSpan.FromDays(1);
}
