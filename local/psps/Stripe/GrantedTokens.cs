using System.Collections.Frozen;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>How far a shared payment token reaches (docs.stripe.com/agentic-commerce, "usage limits").</summary>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="MaxAmount">The most that may be charged, in the currency's smallest unit.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
internal sealed record UsageLimits(string Currency, long MaxAmount, long ExpiresAt);

/// <summary>Stripe's SharedPaymentGrantedToken: another party's permission to charge a method once.</summary>
/// <param name="Id"><c>spt_…</c></param>
/// <param name="Created">Unix seconds.</param>
/// <param name="PaymentMethod">The method behind it.</param>
/// <param name="UsageLimits">How far it reaches.</param>
/// <param name="DeactivatedAt">When it was used or revoked, Unix seconds.</param>
/// <param name="DeactivatedReason"><c>consumed</c> or <c>revoked</c>.</param>
internal sealed record GrantedToken(
    string Id, long Created, string PaymentMethod, UsageLimits UsageLimits, long? DeactivatedAt = null, string? DeactivatedReason = null)
{
    /// <summary>Kind of object.</summary>
    public string Object { get; } = "shared_payment.granted_token";

    /// <summary>Always false: no money moves.</summary>
    public bool Livemode { get; }
}

/// <summary><c>/v1/shared_payment/granted_tokens</c> and its test helpers, and paying with such a token.</summary>
internal static class GrantedTokens
{
    /// <summary>Parameter of a payment with the token.</summary>
    public const string Parameter = $"{PaymentMethodData.Name}[shared_payment_granted_token]";

    // The token of StateSet's documentation stands for a new one of a card that pays, each time.
    private const string Sample = "spt_123";
    private const string CardOfSample = "pm_card_visa";

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        ["expand", "payment_method", "usage_limits", "shared_metadata", "customer"], StringComparer.Ordinal);

    /// <summary>Grants one, as an agent would.</summary>
    public static StripeAnswer Create(StripeRequest request, LedgerTransaction ledger)
    {
        var form = request.Form;
        form.RefuseUnknown(Known);
        var limits = new UsageLimits(
            form.Required("usage_limits[currency]"),
            form.PositiveInteger("usage_limits[max_amount]") ?? throw Missing("max_amount"),
            form.PositiveInteger("usage_limits[expires_at]") ?? throw Missing("expires_at"));
        var method = PaymentMethods.Usable(form.Required("payment_method"), form.Text("customer"), ledger);
        var token = new GrantedToken(StripeId.New("spt"), ledger.Time.GetUtcNow().ToUnixTimeSeconds(), method.Id, limits);
        ledger.Documents.Save(token.Id, token);
        return StripeAnswer.Ok(token);
    }

    /// <summary>Shows one.</summary>
    public static StripeAnswer Retrieve(StripeRequest request, LedgerTransaction ledger) => StripeAnswer.Ok(Find(request.Id, "id", ledger));

    /// <summary>Takes one back.</summary>
    public static StripeAnswer Revoke(StripeRequest request, LedgerTransaction ledger)
    {
        var token = Find(request.Id, "id", ledger);
        var revoked = token.DeactivatedAt is null ? Deactivated(token, "revoked", ledger) : token;
        ledger.Documents.Save(revoked.Id, revoked);
        return StripeAnswer.Ok(revoked);
    }

    /// <summary>The method behind a token, which is used up with it.</summary>
    /// <exception cref="StripeException">The token does not reach so far.</exception>
    public static PaymentMethod Redeem(StripeForm form, LedgerTransaction ledger)
    {
        var id = form.Required(Parameter);
        if (string.Equals(id, Sample, StringComparison.Ordinal))
        {
            return PaymentMethods.Usable(CardOfSample, customer: null, ledger);
        }

        var token = Find(id, Parameter, ledger);
        var limits = token.UsageLimits;
        var complaint = token.DeactivatedReason is { } reason ? $"was {reason}"
            : limits.ExpiresAt <= ledger.Time.GetUtcNow().ToUnixTimeSeconds() ? "has expired"
            : !string.Equals(limits.Currency, form.Text("currency"), StringComparison.OrdinalIgnoreCase) ? "is for another currency"
            : form.PositiveInteger("amount") > limits.MaxAmount ? "does not reach so far"
            : null;
        if (complaint is not null)
        {
            throw StripeException.Refused("payment_method_unexpected_state", Parameter, $"The shared payment token {complaint}.");
        }

        ledger.Documents.Save(id, Deactivated(token, "consumed", ledger));
        return PaymentMethods.Usable(token.PaymentMethod, customer: null, ledger);
    }

    private static GrantedToken Deactivated(GrantedToken token, string reason, LedgerTransaction ledger) =>
        token with { DeactivatedAt = ledger.Time.GetUtcNow().ToUnixTimeSeconds(), DeactivatedReason = reason };

    private static GrantedToken Find(string id, string parameter, LedgerTransaction ledger) =>
        ledger.Documents.Find<GrantedToken>(id) ?? throw StripeException.Missing("shared payment granted token", parameter, id);

    private static StripeException Missing(string limit) =>
        StripeException.Parameter("parameter_missing", $"usage_limits[{limit}]", $"Missing required param: usage_limits[{limit}].");
}
