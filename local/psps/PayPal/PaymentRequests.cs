using System.Text.Json;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Body of a capture, schema <c>capture_request</c>.</summary>
internal sealed record CaptureRequest
{
    /// <summary>How much; all of it when absent.</summary>
    public PayPalMoney? Amount { get; init; }

    /// <summary>Whether the rest is let go.</summary>
    public bool FinalCapture { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? InvoiceId { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? NoteToPayer { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? PaymentInstruction { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? SoftDescriptor { get; init; }
}

/// <summary>Body of a refund, schema <c>refund_request</c>.</summary>
internal sealed record RefundRequest
{
    /// <summary>How much; all of it when absent.</summary>
    public PayPalMoney? Amount { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? CustomId { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? InvoiceId { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? NoteToPayer { get; init; }

    /// <summary>No effect.</summary>
    public JsonElement? PaymentInstruction { get; init; }
}
