using System.Text.Json;
using Checkout.Api.Checkouts.Events;
using Checkout.Api.Sessions;
using Checkout.Contracts.Events;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>
/// Tells commerce platforms how their checkouts have ended, for webhooks with the format <c>Deliverect</c>. A refused payment ends
/// nothing, so nothing is told of it.
/// </summary>
internal sealed class CheckoutUpdate(SessionReader sessions) : IEventDialect
{
    public string Name => DeliverectNotes.Dialect;

    public async Task<JsonElement?> BodyOfAsync(MerchantEvent merchantEvent, CancellationToken cancellationToken)
    {
        var isCompleted = merchantEvent.Type is MerchantEventTypes.CheckoutCompleted;
        if (!(isCompleted || merchantEvent.Type is MerchantEventTypes.CheckoutFailed)
            || merchantEvent.SessionId is not { } sessionId
            || await sessions.FindAsync(merchantEvent.TenantId, sessionId, cancellationToken) is not { } standing
            || DeliverectNotes.Of(standing.Session) is not { Checkout: not null } notes
            || !string.Equals(standing.Attempt?.TrackingNumber, merchantEvent.TrackingNumber, StringComparison.Ordinal))
        {
            return null;
        }

        return isCompleted || standing.Stage is SessionStage.Failed
            ? JsonSerializer.SerializeToElement(
                new CheckoutUpdateDocument(
                    notes.StoreId,
                    notes.StoreId,
                    standing.Session.Id,
                    isCompleted ? "completed" : "failed",
                    isCompleted ? null : standing.Reason ?? merchantEvent.ReasonCode,
                    Timestamp.Of(merchantEvent.OccurredAt)),
                JsonSerializerOptions.Web)
            : null;
    }
}

/// <summary>Deliverect's checkout update.</summary>
/// <param name="LocationId">The store; there are no locations apart from stores here.</param>
/// <param name="ChannelLinkId">The store.</param>
/// <param name="CheckoutId">The checkout.</param>
/// <param name="Status"><c>completed</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
/// <param name="UpdatedAt">When it ended.</param>
internal sealed record CheckoutUpdateDocument(
    string LocationId, string ChannelLinkId, string CheckoutId, string Status, string? Reason, string UpdatedAt);
