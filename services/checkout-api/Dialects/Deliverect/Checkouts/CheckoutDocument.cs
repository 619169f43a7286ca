using System.Text.Json.Serialization;
using Checkout.Api.Dialects.Deliverect.Baskets;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>A checkout, as the vendor's text shows it.</summary>
internal record CheckoutDocument
{
    public required string Id { get; init; }

    /// <summary>See <see cref="ContentTag"/>.</summary>
    public required string Etag { get; init; }

    /// <summary>The order that came of it; null until it is completed.</summary>
    public required CheckoutOrderView? Order { get; init; }

    public required BasketContent Basket { get; init; }

    /// <summary><c>open</c>, <c>completed</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public required string Created { get; init; }

    public bool Deleted { get; init; }

    public required CheckoutPayment Payment { get; init; }

    public required string StoreId { get; init; }

    public required string Updated { get; init; }

    public required string AccountId { get; init; }

    public required string ChannelLinkId { get; init; }
}

/// <summary>The answer to a new checkout, which also says why it failed, if it did.</summary>
internal sealed record NewCheckoutDocument : CheckoutDocument
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public NewCheckoutDocument(CheckoutDocument document, string? failureReason)
        : base(document) => FailureReason = failureReason;

    public string? FailureReason { get; }
}

/// <summary>The merchant's names for the order.</summary>
internal sealed record CheckoutOrderView(string ChannelOrderId, string ChannelOrderDisplayId);

/// <summary>The payment.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Action">What the shopper does to pay; null when there is nothing to do.</param>
/// <param name="Status"><c>pending</c>, <c>authorized</c>, <c>refused</c> or <c>failed</c>.</param>
internal sealed record CheckoutPayment(string Id, PaymentActionView? Action, string Status);

/// <summary>What the shopper does to pay.</summary>
/// <param name="Type"><c>redirect</c> to a page, or <c>offline</c>: nothing that happens in a browser.</param>
/// <param name="Url">The page.</param>
/// <param name="Paid">Of a payment elsewhere: whether it is made.</param>
internal sealed record PaymentActionView(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Paid = null)
{
    /// <summary>A page.</summary>
    public static PaymentActionView Redirect(string url) => new("redirect", url);
}
