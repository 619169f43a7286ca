using Checkout.Api.Checkouts;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.PaymentPage;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Acp;

/// <summary>Gathers what an answer is written from.</summary>
internal sealed class AcpViews(
    PaymentPageAddress pages,
    CatalogueBook catalogues,
    IOptions<CheckoutOptions> checkouts,
    IOptions<AcpOptions> options,
    TimeProvider time)
{
    public async Task<AcpView> OfAsync(HttpContext context, SessionStanding standing, AcpNames names)
    {
        var session = standing.Session;
        var root = MerchantApi.RootUrl(context, checkouts.Value.PublicUrl);
        var notes = AcpNotes.Of(session);
        var discounts = AcpDiscounts.Of(
            session, notes, await catalogues.OfAsync(session.TenantId, context.RequestAborted), time.GetUtcNow());

        // On the page the shopper types a card, or is sent to the bank when that waits.
        var isChallenge = standing.Stage is SessionStage.ChallengeRequired;
        var page = CheckoutSession.IsId(session.Id) && (standing.IsOpen || isChallenge)
            ? await pages.OfAsync(root, session, context.RequestAborted)
            : null;
        var challengeUrl = isChallenge ? standing.Challenge?.Action.RedirectUrl ?? page : null;
        return new AcpView(
            standing,
            notes,
            discounts,
            AcpMessages.Of(standing, notes, names, discounts, challengeUrl),
            context.GetTenant(),
            root,
            page,
            challengeUrl,
            options.Value.Acquirer);
    }
}
