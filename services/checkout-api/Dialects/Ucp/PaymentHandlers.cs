using Checkout.Api.Dialects.Ucp.Answers;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>The ways to pay that this service defines itself.</summary>
internal sealed class PaymentHandlers(IOptions<UcpOptions> options)
{
    /// <summary>Takes a card in clear, from platforms that may handle one; it goes to the vault at once.</summary>
    public const string Card = "card";

    /// <summary>Takes what stands for a card: a token of <see cref="TokenizePath"/> or of the Agentic Commerce Protocol, or a stored method.</summary>
    public const string Token = "token";

    /// <summary>Where a card is put into the vault for one checkout.</summary>
    public const string TokenizePath = "/tokenize";

    private static readonly IReadOnlyList<UcpAvailableInstrument> Cards = [new("card")];

    /// <summary>Every handler by name.</summary>
    /// <param name="rootUrl">Address of this service.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<UcpPaymentHandler>> At(string rootUrl) =>
        new Dictionary<string, IReadOnlyList<UcpPaymentHandler>>(StringComparer.Ordinal)
        {
            [NameOf(Card)] = [Handler(Card, ("credential_type", CardCredential), ("card_number_types", new[] { PrintedNumber }))],
            [NameOf(Token)] = [Handler(Token, ("credential_type", TokenCredential), ("tokenize_url", rootUrl + TokenizePath))],
        };

    /// <summary>Credential type of a card in clear.</summary>
    public const string CardCredential = "card";

    /// <summary>Credential type of what stands for a card.</summary>
    public const string TokenCredential = "token";

    /// <summary>A card number as it is printed on the card; the others need the network's cryptogram, which no PSP here takes.</summary>
    public const string PrintedNumber = "fpan";

    private string NameOf(string handler) => $"{options.Value.Authority}.{handler}";

    private static UcpPaymentHandler Handler(string id, params IEnumerable<(string Name, object Value)> config) => new(
        id, UcpProtocol.Version, Cards, config.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal));
}
