using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>Means of payment as they are remembered: without what pays, and without text in which a card number may hide.</summary>
internal static class InstrumentMapping
{
    private const int LastDigits = 4;

    /// <summary>As the platform has named them.</summary>
    public static IReadOnlyList<UcpInstrument> Of(PaymentBody? payment) =>
        Of(payment, payment?.Instruments is [var only] && only.Selected != false ? only.Id : null, cardEnding: null);

    /// <summary>The same once one of them pays.</summary>
    /// <param name="payment">What the platform has named.</param>
    /// <param name="selectedId">The one that pays.</param>
    /// <param name="cardEnding">The last digits of its card, if it is a card in clear.</param>
    public static IReadOnlyList<UcpInstrument> Of(PaymentBody? payment, string? selectedId, string? cardEnding) =>
    [
        .. (payment?.Instruments ?? []).Select(it =>
        {
            var isSelected = selectedId is null ? it.Selected == true : string.Equals(it.Id, selectedId, StringComparison.Ordinal);
            return new UcpInstrument(it.Id!, it.HandlerId!, it.Type!, isSelected, DisplayOf(it.Display, isSelected ? cardEnding : null));
        }),
    ];

    private static UcpInstrumentDisplay? DisplayOf(DisplayBody? display, string? cardEnding) =>
        display is null && cardEnding is null ? null : new UcpInstrumentDisplay(
            CardRules.IsHarmlessText(display?.Brand) ? display?.Brand : null,
            cardEnding ?? (display?.LastDigits is { Length: <= LastDigits } digits ? digits : null),
            display?.ExpiryMonth,
            display?.ExpiryYear);
}
