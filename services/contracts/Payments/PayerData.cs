using System.Text.Json.Serialization;

namespace Checkout.Contracts.Payments;

/// <summary>
/// What a PSP wants to know of a payer beside the card, on its way into payment-activity's vault (<c>POST /vault/payers</c>). It exists
/// nowhere else: a workflow sees its token only.
/// </summary>
/// <param name="Name">Name of the payer, or of the account's holder.</param>
/// <param name="Email">Where mandate and receipts go.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2.</param>
/// <param name="Iban">The account to debit, without spaces; empty for every channel but <see cref="PaymentChannel.SEPA"/>.</param>
/// <param name="Browser">The payer's browser, for 3-D Secure within the shop's own page.</param>
public sealed record PayerData(
    string? Name = null,
    string? Email = null,
    string? CountryCode = null,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Iban = default,
    BrowserData? Browser = null);

/// <summary>Answer of the vault.</summary>
/// <param name="PayerToken">Stands for the payer until it is used or its time is over.</param>
public sealed record VaultedPayer(string PayerToken);
