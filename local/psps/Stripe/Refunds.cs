using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's Refund, as it is answered and as it is kept.</summary>
internal sealed record Refund
{
    /// <summary><c>re_…</c></summary>
    public required string Id { get; init; }

    /// <summary>Kind of object.</summary>
    public string Object { get; } = "refund";

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>The charge that it gives back.</summary>
    public string? Charge { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>The merchant's own names and values.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary><c>pi_…</c></summary>
    public required string PaymentIntent { get; init; }

    /// <summary>Why, in the merchant's words.</summary>
    public string? Reason { get; init; }

    /// <summary><c>succeeded</c>, <c>pending</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureReason { get; init; }
}

/// <summary><c>POST /v1/refunds</c> and <c>GET /v1/refunds/{id}</c></summary>
internal static class Refunds
{
    private const string Succeeded = "succeeded";
    private const string Pending = "pending";

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        ["amount", "expand", "metadata", "payment_intent", "reason"], StringComparer.Ordinal);

    /// <summary>Gives taken money back, the whole rest of it by default.</summary>
    public static StripeAnswer Create(StripeRequest request, LedgerTransaction ledger)
    {
        var form = request.Form;
        form.RefuseUnknown(Known);
        var requested = form.PositiveInteger("amount");
        var reason = form.Word("reason", "duplicate", "fraudulent", "requested_by_customer");
        var metadata = form.Metadata();
        var intent = ledger.GetIntent(form.Required("payment_intent"), "payment_intent");
        var amount = Refundable(intent, requested, ledger);
        var behaviour = intent.PaymentMethod is { } id ? ledger.Documents.Find<PaymentMethod>(id)?.Behaviour : null;

        var refund = new Refund
        {
            Id = StripeId.New("re"),
            Amount = amount,
            Charge = intent.LatestCharge,
            Created = ledger.Time.GetUtcNow().ToUnixTimeSeconds(),
            Currency = intent.Currency,
            Metadata = metadata,
            PaymentIntent = intent.Id,
            Reason = reason,
            Status = behaviour is CardBehaviour.RefundsLate ? Pending : Succeeded,
        };
        ledger.Documents.Save(refund.Id, refund);
        ledger.Entries.Append(intent.Id, EntryKind.Refunded, amount);
        var comesBack = behaviour is CardBehaviour.RefusesRefunds && ledger.Entries.Sum(intent.Id, EntryKind.RefundFailed) == 0;
        if (comesBack || behaviour is CardBehaviour.RefundsLate)
        {
            ledger.Documents.Save(refund.Id, new BankDecision(refund.Id, intent.Id, ledger.Time.GetUtcNow()));
        }

        ledger.Tell("charge.refunded", Charge.Of(intent, ledger));
        return StripeAnswer.Ok(refund);
    }

    /// <summary>The shopper's bank has decided: a pending refund arrives, one that seemed to have arrived comes back.</summary>
    public static void Settle(LedgerTransaction ledger, string refundId)
    {
        if (ledger.Documents.Find<Refund>(refundId) is not { } refund)
        {
            return;
        }

        if (refund.Status is Pending)
        {
            var arrived = refund with { Status = Succeeded };
            ledger.Documents.Save(refund.Id, arrived);
            ledger.Tell("refund.updated", arrived);
            return;
        }

        var failed = refund with { Status = "failed", FailureReason = "lost_or_stolen_card" };
        ledger.Documents.Save(refund.Id, failed);
        ledger.Entries.Append(refund.PaymentIntent, EntryKind.RefundFailed, refund.Amount);
        ledger.Tell("refund.failed", failed);
    }

    /// <summary>Shows a refund.</summary>
    public static StripeAnswer Retrieve(StripeRequest request, LedgerTransaction ledger) =>
        StripeAnswer.Ok(ledger.Documents.Find<Refund>(request.Id) ?? throw StripeException.Missing("refund", "id", request.Id));

    private static long Refundable(PaymentIntent intent, long? requested, LedgerTransaction ledger)
    {
        if (!string.Equals(intent.Status, PaymentIntentStatus.Succeeded, StringComparison.Ordinal))
        {
            throw StripeException.UnexpectedState(intent, $"This PaymentIntent ({intent.Id}) does not have a successful charge to refund.");
        }

        var rest = intent.AmountReceived - ledger.Entries.Refunded(intent.Id);
        if (rest == 0)
        {
            throw StripeException.Refused(
                "charge_already_refunded", param: null, $"Charge {intent.LatestCharge} has already been refunded.");
        }

        return requested is null || requested <= rest
            ? requested ?? rest
            : throw StripeException.Refused(
                "amount_too_large", "amount", $"Refund amount ({requested}) is greater than what is left ({rest}).");
    }
}
