using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's Charge: the latest attempt of a payment that reached the issuer or the bank.</summary>
internal sealed record Charge
{
    /// <summary><c>ch_…</c> or <c>py_…</c></summary>
    public required string Id { get; init; }

    /// <summary>Kind of object.</summary>
    public string Object { get; } = "charge";

    /// <summary>Requested, minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>Taken, minor units.</summary>
    public required long AmountCaptured { get; init; }

    /// <summary>Given back, minor units.</summary>
    public required long AmountRefunded { get; init; }

    /// <summary>Whether all that was taken is given back.</summary>
    public required bool Refunded { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>The payment's own names and values.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary><c>pi_…</c></summary>
    public required string PaymentIntent { get; init; }

    /// <summary><c>succeeded</c>, <c>pending</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Reads the charge from the payment and its books.</summary>
    /// <returns>The charge; null when nobody was asked yet.</returns>
    public static Charge? Of(PaymentIntent intent, LedgerTransaction ledger)
    {
        if (intent.LatestCharge is not { } id)
        {
            return null;
        }

        var refunded = ledger.Entries.Refunded(intent.Id);
        return new Charge
        {
            Id = id,
            Amount = intent.Amount,
            AmountCaptured = intent.AmountReceived,
            AmountRefunded = refunded,
            Refunded = refunded > 0 && refunded == intent.AmountReceived,
            Currency = intent.Currency,
            Metadata = intent.Metadata,
            PaymentIntent = intent.Id,
            Status = intent.Status switch
            {
                PaymentIntentStatus.Processing => "pending",
                PaymentIntentStatus.RequiresPaymentMethod => "failed",
                _ => "succeeded",
            },
        };
    }

    /// <summary>A payment with its charge in place of the charge's identifier, as <c>expand[]=latest_charge</c> asks for.</summary>
    public static JsonNode? Expanded(PaymentIntent intent, LedgerTransaction ledger)
    {
        var node = JsonNode.Parse(StripeJson.Write(intent));
        if (node is not null && Of(intent, ledger) is { } charge)
        {
            node["latest_charge"] = JsonNode.Parse(StripeJson.Write(charge));
        }

        return node;
    }
}
