using Checkout.Api.Dialects.Deliverect.Baskets;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>Shows where a session stands, whichever dialect made it, as a checkout.</summary>
internal static class CheckoutView
{
    /// <summary>The document.</summary>
    /// <param name="standing">The session.</param>
    /// <param name="account">The account as the caller writes it.</param>
    /// <param name="page">Our page on which it is paid, for a checkout that is paid through this house; null for others.</param>
    public static CheckoutDocument Of(SessionStanding standing, string account, string? page)
    {
        var session = standing.Session;
        var notes = BasketView.NotesOf(session, account);
        var (status, payment) = StatusOf(standing.Stage);
        var changed = standing.Attempt?.Progress.ChangedAt ?? session.UpdatedAt;
        var document = new CheckoutDocument
        {
            Id = session.Id,
            Etag = string.Empty,
            Order = standing.Stage is SessionStage.Completed ? OrderOf(session, notes.Checkout) : null,
            Basket = BasketView.Of(session, notes),
            Status = status,
            Created = Timestamp.Of(notes.Checkout?.CreatedAt ?? session.CreatedAt),
            Payment = new CheckoutPayment(
                notes.Checkout?.PaymentId ?? DeliverectId.From(standing.Attempt?.TrackingNumber ?? session.Id),
                ActionOf(standing, notes.Checkout, page),
                payment),
            StoreId = notes.StoreId,
            Updated = Timestamp.Of(changed > session.UpdatedAt ? changed : session.UpdatedAt),
            AccountId = account,
            ChannelLinkId = notes.StoreId,
        };
        return document with { Etag = ContentTag.Of(document) };
    }

    private static (string Checkout, string Payment) StatusOf(SessionStage stage) => stage switch
    {
        SessionStage.Completed => ("completed", "authorized"),
        SessionStage.Declined => ("open", "refused"),
        SessionStage.Failed or SessionStage.Cancelled or SessionStage.Expired => ("failed", "failed"),
        _ => ("open", "pending"),
    };

    private static CheckoutOrderView OrderOf(CheckoutSession session, CheckoutNotes? checkout) =>
        new(checkout?.ChannelOrderId ?? session.ReferenceId ?? session.Id, checkout?.ChannelOrderDisplayId ?? DisplayId(session.Id));

    /// <summary>A name short enough to be called out.</summary>
    public static string DisplayId(string id) => id[^Math.Min(8, id.Length)..];

    private static PaymentActionView? ActionOf(SessionStanding standing, CheckoutNotes? checkout, string? page) => standing switch
    {
        { Stage: SessionStage.Failed or SessionStage.Cancelled or SessionStage.Expired } => null,
        _ when checkout is { IsExternal: true } => new PaymentActionView("offline", Paid: standing.Stage is SessionStage.Completed),
        _ when page is not null => PaymentActionView.Redirect(page),
        { Challenge.Action.RedirectUrl: { } bank } => PaymentActionView.Redirect(bank),
        _ => null,
    };
}
