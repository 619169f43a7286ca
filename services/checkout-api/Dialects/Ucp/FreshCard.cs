using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>Reads cards in clear by the rules that hold for every fresh card.</summary>
internal static class FreshCard
{
    /// <summary>The card, or what is wrong with it.</summary>
    /// <param name="credential">What the platform sends.</param>
    /// <param name="holder">Name on the card, if the credential has none.</param>
    /// <param name="path">JSONPath of the credential.</param>
    /// <param name="time">The clock.</param>
    public static (CreditCardDto? Card, IReadOnlyList<UcpMessage> Wrong) Read(
        CredentialBody credential, string? holder, string path, TimeProvider time)
    {
        if (credential.Type is not PaymentHandlers.CardCredential)
        {
            return (null, [Invalid("A credential of the type card is required.", $"{path}.type")]);
        }

        if (credential.NumberType is not PaymentHandlers.PrintedNumber)
        {
            return (null, [Invalid("Only card numbers as they are printed on the card (fpan) are taken.", $"{path}.card_number_type")]);
        }

        var card = credential.ToCard(holder);
        var failures = new FreshCardValidator(time).Validate(card).Errors;
        return failures.Count == 0
            ? (card, [])
            : (null, [.. failures.Select(failure => Invalid(failure.ErrorMessage, $"{path}.{FieldOf(failure.PropertyName)}"))]);
    }

    private static UcpMessage Invalid(string content, string path) => UcpMessage.Recoverable("invalid_card", content, path);

    private static string FieldOf(string property) => property switch
    {
        nameof(CreditCardDto.CardNumber) => "number",
        nameof(CreditCardDto.CardHolderName) => "name",
        nameof(CreditCardDto.ExpireMonth) => "expiry_month",
        nameof(CreditCardDto.ExpireYear) => "expiry_year",
        _ => "cvc",
    };
}
