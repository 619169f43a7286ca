using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>The merchants' order numbers: across all accounts one cannot be used again within 48 hours of the pickup.</summary>
internal sealed class OrderNumbers(SessionBook book, TimeProvider time)
{
    private static readonly TimeSpan Hold = TimeSpan.FromHours(48);
    private static readonly TimeSpan LongestAhead = TimeSpan.FromDays(60);

    /// <summary>Takes a number for a session, which may take it again.</summary>
    /// <returns>False when another session has it.</returns>
    public async Task<bool> TryTakeAsync(
        string number, CheckoutSession session, Fulfillment fulfillment, CancellationToken cancellationToken)
    {
        var ahead = fulfillment.Time - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        var holder = await book.ClaimReferenceAsync(
            DeliverectNotes.Dialect, number, session.Id, Hold + (ahead < LongestAhead ? ahead : LongestAhead), cancellationToken);
        return string.Equals(holder, session.Id, StringComparison.Ordinal);
    }
}
