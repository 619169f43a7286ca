using System.Globalization;
using System.Net;
using System.Text;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Pages;
using Checkout.Contracts;

namespace Checkout.Api.Sessions.PaymentPage;

/// <summary>The form in which a shopper types a card. What was typed is never shown again.</summary>
internal static class CardForm
{
    private const string Number = "number";
    private const string Holder = "holder";
    private const string Month = "month";
    private const string Year = "year";
    private const string SecurityCode = "cvc";
    private const string Version = "version";

    /// <summary>The page.</summary>
    /// <param name="session">What is paid.</param>
    /// <param name="wrong">What is wrong with a card that was sent, by field; the empty name is for the whole card.</param>
    /// <param name="statusCode">422 for a card that was sent and not taken.</param>
    public static IResult Page(
        CheckoutSession session, IReadOnlyDictionary<string, string> wrong, int statusCode = StatusCodes.Status422UnprocessableEntity)
    {
        var due = new Money(SessionTotals.Of(session).Total - session.PaidElsewhere, session.Currency);
        var amount = $"{due.ToDecimalText()} {due.Currency}";
        var html = new StringBuilder($"<p>{WebUtility.HtmlEncode(amount)}</p>\n");
        html.Append(Wrong(wrong, string.Empty));
        html.Append("""<form method="post" id="card" autocomplete="on">""");
        html.Append(CultureInfo.InvariantCulture, $"""<input type="hidden" name="{Version}" value="{session.Version}">""");
        html.Append(Field(wrong, Number, "Card number", "cc-number", "numeric", "19"));
        html.Append(Field(wrong, Holder, "Name on the card", "cc-name", "text", "100"));
        html.Append(Field(wrong, Month, "Month (MM)", "cc-exp-month", "numeric", "2"));
        html.Append(Field(wrong, Year, "Year (YYYY)", "cc-exp-year", "numeric", "4"));
        html.Append(Field(wrong, SecurityCode, "Security code", "cc-csc", "numeric", "4"));
        html.Append($"""<button id="pay">Pay {WebUtility.HtmlEncode(amount)}</button></form>""");
        return ShopperPage.Of(statusCode, "Pay by card", html.ToString());
    }

    /// <summary>The card that was sent, or what is wrong with it.</summary>
    public static (CreditCardDto? Card, IReadOnlyDictionary<string, string> Wrong) Read(IFormCollection form, TimeProvider time)
    {
        var card = new CreditCardDto(
            form[Holder].ToString().Trim(),
            new Sensitive(form[Number].ToString().Replace(" ", string.Empty, StringComparison.Ordinal)),
            form[Year].ToString().Trim(),
            form[Month].ToString().Trim().PadLeft(2, '0'),
            new Sensitive(form[SecurityCode].ToString().Trim()),
            CardAlias: null,
            UseStoredMethod: null,
            StoredMethodUrn: null,
            StoredMethodToken: default);
        var failures = new FreshCardValidator(time).Validate(card).Errors;
        return (failures.Count == 0 ? card : null, failures
            .GroupBy(failure => FieldOf(failure.PropertyName), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().ErrorMessage, StringComparer.Ordinal));
    }

    /// <summary>Whether the form was about the session as it is; otherwise the shopper has seen another amount.</summary>
    public static bool IsAbout(IFormCollection form, CheckoutSession session) => string.Equals(
        form[Version], session.Version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Something is wrong that no single field is to blame for.</summary>
    public static IReadOnlyDictionary<string, string> WrongAsAWhole(string message) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [string.Empty] = message };

    public static readonly IReadOnlyDictionary<string, string> NothingWrong = new Dictionary<string, string>(StringComparer.Ordinal);

    private static string Field(
        IReadOnlyDictionary<string, string> wrong, string name, string label, string autocomplete, string inputMode, string maxLength) => $"""
        <label for="{name}">{label}</label>
        <input id="{name}" name="{name}" autocomplete="{autocomplete}" inputmode="{inputMode}" maxlength="{maxLength}" required>
        {Wrong(wrong, name)}
        """;

    private static string Wrong(IReadOnlyDictionary<string, string> wrong, string name) =>
        wrong.TryGetValue(name, out var message) ? $"""<p class="wrong" role="alert">{WebUtility.HtmlEncode(message)}</p>""" : string.Empty;

    private static string FieldOf(string property) => property switch
    {
        nameof(CreditCardDto.CardNumber) => Number,
        nameof(CreditCardDto.CardHolderName) => Holder,
        nameof(CreditCardDto.ExpireMonth) => Month,
        nameof(CreditCardDto.ExpireYear) => Year,
        nameof(CreditCardDto.Cvc) => SecurityCode,
        _ => string.Empty,
    };
}
