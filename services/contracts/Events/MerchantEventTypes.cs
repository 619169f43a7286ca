namespace Checkout.Contracts.Events;

/// <summary>Types of <see cref="MerchantEvent"/>.</summary>
public static class MerchantEventTypes
{
    /// <summary>Paid and delivered.</summary>
    public const string CheckoutCompleted = "checkout.completed";

    /// <summary>It is decided that the order fails; what was begun is being undone.</summary>
    public const string CheckoutFailed = "checkout.failed";

    /// <summary>The shopper has to do something, e.g. pass a 3-D Secure challenge.</summary>
    public const string CheckoutActionRequired = "checkout.action_required";

    /// <summary>The payment of a failed order was given back: voided, refunded or cancelled, and the PSP has confirmed it.</summary>
    public const string PaymentReversed = "payment.reversed";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [CheckoutCompleted, CheckoutFailed, CheckoutActionRequired, PaymentReversed];
}
