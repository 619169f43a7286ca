using System.Collections.Frozen;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's SetupIntent: a card is checked and kept, and no money moves.</summary>
internal sealed record SetupIntent
{
    /// <summary><c>seti_…</c></summary>
    public required string Id { get; init; }

    /// <summary>Kind of object.</summary>
    public string Object { get; } = "setup_intent";

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    /// <summary>The merchant's customer at Stripe.</summary>
    public string? Customer { get; init; }

    /// <summary>Always false: nothing is real.</summary>
    public bool Livemode { get; }

    /// <summary>What is kept.</summary>
    public required string PaymentMethod { get; init; }

    /// <summary><c>succeeded</c>, or <c>requires_action</c> when the issuer wants to see the shopper.</summary>
    public required string Status { get; init; }

    /// <summary>What it is kept for.</summary>
    public required string Usage { get; init; }
}

/// <summary><c>POST /v1/setup_intents</c>, confirmed at once.</summary>
internal static class SetupIntents
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        ["confirm", "customer", "description", "metadata", "payment_method", "payment_method_data", "payment_method_types", "return_url", "usage"],
        StringComparer.Ordinal);

    /// <summary>Keeps the card, or answers 402 when its issuer refuses.</summary>
    public static StripeAnswer Create(StripeRequest request, LedgerTransaction ledger)
    {
        var form = request.Form;
        form.RefuseUnknown(Known);
        if (!form.Flag("confirm"))
        {
            throw StripeException.Parameter("parameter_missing", "confirm", "Only setup intents with confirm=true are simulated.");
        }

        var customer = Customers.Named(form, ledger);
        var method = PaymentMethods.FromForm(form, customer, ledger)
            ?? throw StripeException.Parameter("parameter_missing", "payment_method", "There is nothing to keep.");
        if (Declines.AtAuthorisation(method.Behaviour) is { } refusal)
        {
            var error = refusal with { PaymentMethod = method.ToObject() };
            return new StripeAnswer(StatusCodes.Status402PaymentRequired, StripeJson.Write(new StripeErrorBody(error)));
        }

        var challenged = method.Behaviour is CardBehaviour.Challenges;
        if (!challenged)
        {
            ledger.Documents.Save(method.Id, method with { IsKept = customer is not null, Customer = customer });
        }

        return StripeAnswer.Ok(new SetupIntent
        {
            Id = StripeId.New("seti"),
            Created = ledger.Time.GetUtcNow().ToUnixTimeSeconds(),
            Customer = customer,
            PaymentMethod = method.Id,
            Status = challenged ? "requires_action" : "succeeded",
            Usage = form.Word("usage", "on_session", "off_session") ?? "off_session",
        }) with { IsHeldBack = method.Behaviour is CardBehaviour.AnswersLate };
    }
}
