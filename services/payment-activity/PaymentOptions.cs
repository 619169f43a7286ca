namespace Checkout.Payments;

/// <summary>Configuration section <c>Payments</c>.</summary>
internal sealed record PaymentOptions
{
    public const string Section = "Payments";

    /// <summary>Provider of an order that asks for none.</summary>
    public string DefaultProvider { get; init; } = "stripe";

    /// <summary>How long a PSP may take to answer one call; after it the outcome is unknown.</summary>
    public TimeSpan PspTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
