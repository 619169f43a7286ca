namespace Checkout.Contracts.Payments;

/// <summary>Names of the activities that payment-activity registers.</summary>
public static class PaymentActivities
{
    /// <summary><see cref="AuthorizePaymentRequest"/> → <see cref="PaymentResult"/>. Undone by <see cref="ReversePayment"/>.</summary>
    public const string AuthorizePayment = "AuthorizePayment";

    /// <summary><see cref="OrderReference"/> → <see cref="PaymentResult"/> after the shopper came back from the PSP.</summary>
    public const string ConfirmPayment = "ConfirmPayment";

    /// <summary>
    /// <see cref="OrderReference"/> → <see cref="PaymentResult"/> as the PSP knows it, found by our own reference if need be.
    /// </summary>
    public const string InquirePayment = "InquirePayment";

    /// <summary><see cref="OrderReference"/> → <see cref="PaymentResult"/>; takes the authorised amount.</summary>
    public const string CapturePayment = "CapturePayment";

    /// <summary><see cref="OrderReference"/> → <see cref="ReversalResult"/>; voids, refunds, or cancels by our own reference.</summary>
    public const string ReversePayment = "ReversePayment";
}
