using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp;

/// <summary>Creates, changes and gives up sessions as agents wish.</summary>
internal sealed class AcpPurchases(SessionBook book, SessionReader reader, CatalogueBook catalogues, TimeProvider time)
{
    /// <summary>How often a change is made anew when somebody else was faster.</summary>
    private const int MaxTries = 5;

    public async Task<AcpOutcome> CreateAsync(string tenantId, PurchaseWish wish, CancellationToken cancellationToken)
    {
        var catalogue = await catalogues.OfAsync(tenantId, cancellationToken);
        var session = book.New(tenantId, currency: string.Empty).With(wish, catalogue, time.GetUtcNow());
        if (wish.ChoosesInVain(session))
        {
            return AcpOutcome.Refused(AcpRefusal.UnknownFulfilmentOption);
        }

        session = (AcpNotes.Of(session) with { Interventions = wish.Interventions }).In(session);

        return AcpOutcome.Of(await reader.StandingAsync(await book.AddAsync(session, cancellationToken), cancellationToken));
    }

    public async Task<AcpOutcome> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        await reader.FindAsync(tenantId, id, cancellationToken) is { } standing
            ? AcpOutcome.Of(standing)
            : AcpOutcome.Refused(AcpRefusal.NotFound);

    public Task<AcpOutcome> UpdateAsync(string tenantId, string id, PurchaseWish wish, CancellationToken cancellationToken) =>
        ChangeAsync(tenantId, id, AcpRefusal.Closed, async session =>
        {
            var edited = session.With(wish, await catalogues.OfAsync(tenantId, cancellationToken), time.GetUtcNow());
            return wish.ChoosesInVain(edited) ? null : edited;
        }, cancellationToken);

    public Task<AcpOutcome> CancelAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenantId,
            id,
            AcpRefusal.NotCancelable,
            session => Task.FromResult<CheckoutSession?>(session with { CancelledAt = time.GetUtcNow() }),
            cancellationToken);

    private async Task<AcpOutcome> ChangeAsync(
        string tenantId,
        string id,
        AcpRefusal whenClosed,
        Func<CheckoutSession, Task<CheckoutSession?>> change,
        CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            if (await reader.FindAsync(tenantId, id, cancellationToken) is not { } standing)
            {
                return AcpOutcome.Refused(AcpRefusal.NotFound);
            }

            if (!standing.IsOpen)
            {
                return AcpOutcome.Refused(
                    standing.Stage is SessionStage.Processing or SessionStage.ChallengeRequired ? AcpRefusal.PaymentUnderWay : whenClosed);
            }

            if (await change(standing.Session) is not { } edited)
            {
                return AcpOutcome.Refused(AcpRefusal.UnknownFulfilmentOption);
            }

            if (await book.TryChangeAsync(standing.Session, _ => edited, cancellationToken) is { } changed)
            {
                return AcpOutcome.Of(await reader.StandingAsync(changed, cancellationToken));
            }
        }

        return AcpOutcome.Refused(AcpRefusal.Changed);
    }
}
