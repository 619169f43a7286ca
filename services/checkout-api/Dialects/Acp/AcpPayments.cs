using Checkout.Api.Checkouts;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Api.Tenants;
using Checkout.Contracts.Payments;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Acp;

/// <summary>
/// Pays sessions as agents wish, and waits a little for the outcome. A session that is paid, or being paid, is shown as it is: an agent that
/// asks again after a lost answer gets the answer and no second charge.
/// </summary>
internal sealed class AcpPayments(
    SessionBook book,
    SessionReader reader,
    SessionCompletion completion,
    PaymentTokens tokens,
    CatalogueBook catalogues,
    IOptions<AcpOptions> options,
    IOptions<CheckoutOptions> checkouts,
    TimeProvider time)
{
    private TimeSpan Patience => options.Value.Patience;

    public async Task<AcpOutcome> CompleteAsync(HttpContext context, string id, PaymentWish wish, bool wantsAuthenticationResult = false)
    {
        var cancel = context.RequestAborted;
        if (await reader.FindAsync(context.GetTenant().Id, id, cancel) is not { } found)
        {
            return AcpOutcome.Refused(AcpRefusal.NotFound);
        }

        var standing = await reader.SettledAsync(found, Patience, cancel);
        if (UnpayableAs(standing, wish, wantsAuthenticationResult) is { } already)
        {
            return already;
        }

        var (ending, type) = await tokens.CardOfAsync(standing.Session.TenantId, wish.Token, cancel);
        if (await PreparedAsync(standing, wish, DirectoryServerOf(type), cancel) is not { } prepared)
        {
            return AcpOutcome.Refused(AcpRefusal.Changed);
        }

        TokenRefusal? refusal = null;
        var payment = new SessionPayment(
            PaymentChannel.CreditCard,
            async cancellationToken =>
            {
                (var instrument, refusal) = await tokens.FindAsync(prepared.Session, wish.Token, cancellationToken);
                return instrument;
            },
            MerchantApi.CheckoutUrl(context, checkouts.Value.PublicUrl),
            CardEnding: ending);
        return await completion.CompleteAsync(prepared, payment, cancel) switch
        {
            CompletionOutcome.Started started => AcpOutcome.Of(await reader.SettledAsync(started.Standing, Patience, cancel)),
            CompletionOutcome.NotPayable now => UnpayableAs(now.Standing, wish, wantsAuthenticationResult) ?? AcpOutcome.Of(now.Standing),
            CompletionOutcome.Changed => await AfterChangeAsync(prepared, wish, wantsAuthenticationResult, cancel),
            CompletionOutcome.StillUndoing => AcpOutcome.Refused(AcpRefusal.StillUndoing),
            CompletionOutcome.NotUsable unusable => new AcpOutcome(Standing: null, RefusalOf(unusable), Token: refusal),
            var other => throw new InvalidOperationException($"'{other.GetType().Name}' is not an outcome that is known here."),
        };
    }

    // Of the schemes that ACP has a word for, Visa is the one that is meant when nothing is noted.
    private static string? DirectoryServerOf(string? cardType) => cardType switch
    {
        "MasterCard" => "mastercard",
        "AmericanExpress" => "american_express",
        _ => null,
    };

    private static AcpRefusal RefusalOf(CompletionOutcome.NotUsable unusable) => unusable.MessageCode switch
    {
        MessageCode.TooManyAttempts => AcpRefusal.TooManyAttempts,
        MessageCode.PaymentMethodNotFound => AcpRefusal.TokenNotUsable,
        _ => AcpRefusal.NotRoutable,
    };

    /// <summary>The answer to a session that is not to be paid now; null for one that is.</summary>
    private static AcpOutcome? UnpayableAs(
        SessionStanding standing, PaymentWish wish, bool wantsAuthenticationResult) => standing.Stage switch
    {
        SessionStage.Incomplete => new AcpOutcome(Standing: null, AcpRefusal.NotReady, standing.Gaps),
        SessionStage.Ready or SessionStage.Declined => AcpNotes.Of(standing.Session).Block ? AcpOutcome.Refused(AcpRefusal.NotReady) : null,
        SessionStage.ChallengeRequired when wantsAuthenticationResult && wish.AuthenticationOutcome is null =>
            AcpOutcome.Refused(AcpRefusal.AuthenticationMissing),
        SessionStage.Processing or SessionStage.ChallengeRequired or SessionStage.Completed => AcpOutcome.Of(standing),
        _ => AcpOutcome.Refused(AcpRefusal.Closed),
    };

    /// <summary>The session with what the request says of it; null when somebody else has changed it.</summary>
    private async Task<SessionStanding?> PreparedAsync(
        SessionStanding standing, PaymentWish wish, string? directoryServer, CancellationToken cancellationToken)
    {
        var session = standing.Session;
        var owner = session.CustomerUrn is null && wish.Purchase.CustomerUrn is null
            ? await tokens.OwnerOfAsync(session.TenantId, wish.Token, cancellationToken)
            : null;
        var purchase = wish.Purchase with { CustomerUrn = wish.Purchase.CustomerUrn ?? owner };
        var notes = AcpNotes.Of(session);
        var isSameServer = string.Equals(notes.DirectoryServer, directoryServer, StringComparison.Ordinal);
        if (purchase is { Buyer: null, CustomerUrn: null } && isSameServer)
        {
            return standing;
        }

        var edited = session.With(purchase, await catalogues.OfAsync(session.TenantId, cancellationToken), time.GetUtcNow());
        edited = isSameServer ? edited : (notes with { DirectoryServer = directoryServer }).In(edited);
        return await book.TryChangeAsync(session, _ => edited, cancellationToken) is { } changed
            ? await reader.StandingAsync(changed, cancellationToken)
            : null;
    }

    // Either somebody else has paid it, and that is the answer; or it is not what the shopper has agreed to.
    private async Task<AcpOutcome> AfterChangeAsync(
        SessionStanding before, PaymentWish wish, bool wantsAuthenticationResult, CancellationToken cancellationToken)
    {
        var now = await reader.FindAsync(before.Session.TenantId, before.Session.Id, cancellationToken);
        return now is null
            ? AcpOutcome.Refused(AcpRefusal.NotFound)
            : UnpayableAs(await reader.SettledAsync(now, Patience, cancellationToken), wish, wantsAuthenticationResult)
                ?? AcpOutcome.Refused(AcpRefusal.Changed);
    }
}
