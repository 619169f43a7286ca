namespace Checkout.Payments;

/// <summary>Words of a payment's timeline.</summary>
internal static class PaymentSteps
{
    public const string Authorize = "authorize";
    public const string Confirm = "confirm";
    public const string Inquire = "inquire";
    public const string Capture = "capture";
    public const string Reverse = "reverse";
    public const string PspEvent = "psp-event";

    public const string Sent = "sent";
    public const string Asked = "asked";
    public const string Unconfirmed = "unconfirmed";
}
