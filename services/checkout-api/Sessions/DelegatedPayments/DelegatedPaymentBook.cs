using System.Text.RegularExpressions;
using Checkout.Api.Checkouts;
using Checkout.Contracts.Payments;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Sessions.DelegatedPayments;

/// <summary>
/// Cards that shoppers hand to agents for one payment: the card goes to the vault, its token and allowance are kept here, and the allowance is
/// enforced when a session is paid.
/// </summary>
internal sealed partial class DelegatedPaymentBook(DaprClient dapr, PaymentService payments, TimeProvider time)
{
    // A token that is past its time is remembered for a day, so that it is refused for what it is.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    public static bool IsToken(string? value) => value is not null && Pattern().IsMatch(value);

    /// <summary>Keeps a card for one payment.</summary>
    /// <returns>What is kept; it may end earlier than <paramref name="allowance"/> says, because the vault lets go of the card.</returns>
    /// <exception cref="HttpRequestException">payment-activity did not take the card.</exception>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<DelegatedPayment> AddAsync(string tenantId, CardData card, Allowance allowance, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var vaulted = await payments.HoldAsync(card, allowance.ExpiresAt - now, cancellationToken);
        var heldUntil = now + TimeSpan.FromSeconds(vaulted.HoldSeconds);
        var delegated = new DelegatedPayment(
            $"vt_{Ulid.New(now)}",
            tenantId,
            vaulted.CardToken,
            allowance with { ExpiresAt = heldUntil < allowance.ExpiresAt ? heldUntil : allowance.ExpiresAt },
            now,
            CardRules.EndingOf(card.Number),
            CardRules.SchemeOf(card.Number));
        await dapr.TryCreateAsync(
            Key(tenantId, delegated.Token), delegated, delegated.Allowance.ExpiresAt - now + Memory, cancellationToken);
        return delegated;
    }

    /// <summary>What is kept under a token; null when nobody of this tenant has it.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<DelegatedPayment?> FindAsync(string tenantId, string token, CancellationToken cancellationToken) =>
        IsToken(token) ? await dapr.ReadAsync<DelegatedPayment>(Key(tenantId, token), cancellationToken) : null;

    /// <summary>
    /// Takes the card for the session's next attempt. The same attempt may ask again; whoever asks for another gets nothing.
    /// </summary>
    /// <param name="session">The session as it is to be paid.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The vault's token of the card, or why there is none.</returns>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<(string? CardToken, TokenRefusal? Refusal)> TakeAsync(
        CheckoutSession session, string token, CancellationToken cancellationToken)
    {
        if (await FindAsync(session.TenantId, token, cancellationToken) is not { } kept)
        {
            return (null, TokenRefusal.Unknown);
        }

        if (RefusalOf(kept, session) is { } refusal)
        {
            return (null, refusal);
        }

        var attempt = session.Attempts.Count + 1;
        var taken = await dapr.UpdateAsync<DelegatedPayment>(
            Key(session.TenantId, token),
            current => current is null or { UsedByAttempt: not null } ? current ?? kept : current with { UsedByAttempt = attempt },
            kept.Allowance.ExpiresAt - time.GetUtcNow() + Memory,
            cancellationToken);
        return taken.UsedByAttempt == attempt ? (taken.CardToken, null) : (null, TokenRefusal.Used);
    }

    private TokenRefusal? RefusalOf(DelegatedPayment kept, CheckoutSession session)
    {
        var allowance = kept.Allowance;
        return !string.Equals(allowance.SessionId, session.Id, StringComparison.Ordinal) ? TokenRefusal.OtherSession
            : kept.UsedByAttempt is { } attempt && attempt <= session.Attempts.Count ? TokenRefusal.Used
            : time.GetUtcNow() >= allowance.ExpiresAt ? TokenRefusal.Expired
            : !string.Equals(allowance.Currency, session.Currency, StringComparison.OrdinalIgnoreCase) ? TokenRefusal.OtherCurrency
            : SessionTotals.Of(session).Total - session.PaidElsewhere > allowance.MaxAmount ? TokenRefusal.OverLimit
            : null;
    }

    private static string Key(string tenantId, string token) => $"delegated-payment-{tenantId}:{token}";

    [GeneratedRegex(@"\Avt_[0-9A-HJKMNP-TV-Z]{26}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
