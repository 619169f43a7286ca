using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Sessions;
using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Services.Tests.CheckoutApi.Dialects;

/// <summary>Sessions in every stage, for the mapping tables of the dialects.</summary>
internal static class SampleSessions
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public const string Tenant = "e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f";

    /// <summary>An item of 14.99 EUR that needs no delivery address.</summary>
    public static CheckoutSession Ready { get; } =
        new("cs_01JABCDEFGHJKMNPQRSTVWXYZ0", Tenant, "EUR", Now.AddMinutes(-5), Now.AddDays(1))
        {
            ReferenceId = "order-1",
            Buyer = new Buyer("Bengt", "Bengtsson", "bengt@example.com", "+460000000"),
            Lines = [new SessionLine("line-1", "it_ab1", "Premium, one month", 1, 1499, 1900)],
        };

    /// <summary>The session in a stage; with a workflow that has come as far, if the stage is of one.</summary>
    public static SessionStanding In(SessionStage stage, CheckoutSession? session = null)
    {
        var ready = session ?? Ready;
        return stage switch
        {
            SessionStage.Incomplete => Standing(ready with { Lines = [] }),
            SessionStage.Ready => Standing(ready),
            SessionStage.Cancelled => Standing(ready with { CancelledAt = Now }),
            SessionStage.Expired => Standing(ready with { ExpiresAt = Now }),
            SessionStage.Processing => Paying(ready, new CheckoutProgress(1, CheckoutPhase.Authorizing, Now)),
            SessionStage.ChallengeRequired => Paying(ready, new CheckoutProgress(
                2,
                CheckoutPhase.AwaitingShopper,
                Now,
                new Challenge(1, new PaymentAction("3ds-1", "https://bank.example/3ds/1"), Now.AddMinutes(15)))),
            SessionStage.Declined => Paying(ready, new CheckoutProgress(
                3,
                CheckoutPhase.Failed,
                Now,
                ReasonCode: "CARD_DECLINED",
                Reason: "The card was declined.",
                Decline: new PaymentDecline(DeclineKind.Soft, DeclineAdvice.AskShopper))),
            SessionStage.Failed => Paying(ready, new CheckoutProgress(3, CheckoutPhase.Failed, Now, ReasonCode: "OUT_OF_STOCK")),
            _ => Paying(ready, new CheckoutProgress(4, CheckoutPhase.Done, Now)),
        };
    }

    /// <summary>The session while its workflow has come so far.</summary>
    public static SessionStanding Paying(CheckoutSession session, CheckoutProgress progress)
    {
        const string TrackingNumber = "trk_01JABCDEFGHJKMNPQRSTVWXYZ1";
        var order = new CheckoutOrder(
            session.TenantId,
            "cu_1",
            session.ReferenceId,
            session.Id,
            [],
            new Money(SessionTotals.Of(session).Total, session.Currency),
            new PaymentInstrument(CardToken: "card_1", StoredMethodUrn: null),
            "https://pay.example/return/{attempt}?state=x",
            new CheckoutDeadlines(TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(14)),
            SessionId: session.Id);
        var paying = session with
        {
            Attempts = [new PaymentAttempt(1, TrackingNumber, order, Now, Started: true, CardEnding: "1456")],
        };
        return SessionStanding.Of(paying, new CheckoutSnapshot(TrackingNumber, session.TenantId, progress) { Order = order }, Now);
    }

    private static SessionStanding Standing(CheckoutSession session) => SessionStanding.Of(session, attempt: null, Now);
}
