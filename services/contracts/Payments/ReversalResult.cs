namespace Checkout.Contracts.Payments;

/// <summary>Outcome of an attempt to give a payment back. Until it is confirmed the attempt is repeated.</summary>
/// <param name="Confirmed">Whether the PSP has said that no money is held or taken for the order.</param>
/// <param name="Kind">How: <c>voided</c>, <c>refunded</c>, <c>cancelled</c>, or <c>nothing</c> when there was no payment.</param>
public sealed record ReversalResult(bool Confirmed, string Kind)
{
    /// <summary>There was no payment to give back.</summary>
    public const string Nothing = "nothing";
}
