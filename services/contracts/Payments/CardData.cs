using System.Text.Json.Serialization;

namespace Checkout.Contracts.Payments;

/// <summary>
/// A fresh card on its way into payment-activity's vault (<c>POST /vault/cards</c>). It exists nowhere else in this form.
/// </summary>
/// <param name="HolderName">Name on the card.</param>
/// <param name="Number">Primary account number, digits only.</param>
/// <param name="ExpiryMonth">1 to 12.</param>
/// <param name="ExpiryYear">Four digits.</param>
/// <param name="SecurityCode">CVC, three or four digits.</param>
/// <param name="Alias">The shopper's own label for the card.</param>
public sealed record CardData(
    string HolderName,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Number,
    int ExpiryMonth,
    int ExpiryYear,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive SecurityCode,
    string? Alias = null);

/// <summary>Answer of the vault.</summary>
/// <param name="CardToken">Stands for the card until it is used or its time is over.</param>
/// <param name="HoldSeconds">How long it waits for its payment to begin; 0 when that was to happen at once.</param>
public sealed record VaultedCard(string CardToken, int HoldSeconds = 0);
