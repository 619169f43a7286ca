using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>What a checkout must look like to be read at all. There are no messages: the answer to what does not is an empty 400.</summary>
internal sealed class CheckoutRequestValidator : AbstractValidator<CheckoutRequest>
{
    private const int MaxPayments = 10;
    private const int MaxText = 500;
    private const int MaxId = 128;

    private static readonly string[] Types = ["dpay", "third_party", "gift_card"];

    public CheckoutRequestValidator()
    {
        RuleFor(request => request.Basket).Must(basket => basket?.Id is { } id && DeliverectId.IsPossible(id));
        RuleFor(request => request.Payments).Must(payments => payments is { Count: > 0 and <= MaxPayments } && payments.All(IsPayment));
        RuleFor(request => request.Note).Must(note => note is null or { Length: <= MaxText });
        RuleFor(request => request.Order).Must(order => order is null
            || Array.TrueForAll(
                [order.ChannelOrderId, order.ChannelOrderDisplayId, order.By, order.ValidationId, order.Courier], IsIdOrNothing));
    }

    /// <summary>Channels that begin on a page elsewhere and can be asked for by name.</summary>
    public static PaymentChannel? ChannelOf(string? name) => name switch
    {
        nameof(PaymentChannel.PayPal) => PaymentChannel.PayPal,
        nameof(PaymentChannel.Klarna) => PaymentChannel.Klarna,
        nameof(PaymentChannel.Bank) => PaymentChannel.Bank,
        _ => null,
    };

    private static bool IsPayment(PaymentRequest? payment) =>
        payment is { IsPrepaid: not null, ExternalId.Length: <= MaxId, Amount: >= 0 }
        && Types.Contains(payment.Type, StringComparer.Ordinal)
        && (!payment.IsOurs() || payment.Amount > 0)
        && payment.InstrumentType is null or { Length: <= MaxId }
        && (payment.Metadata?.Channel is not { } channel || ChannelOf(channel) is not null)
        && (payment.Metadata?.ReturnUrl is not { } url || IsPage(url));

    private static bool IsPage(string url) =>
        url.Length <= MaxText && Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Scheme is "https" or "http";

    private static bool IsIdOrNothing(string? id) => id is null || (id.Length is > 0 and <= MaxId && !id.Any(char.IsControl));
}
