using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// What we mean to do with the buyer's approval; state key <c>paypal-{trackingNumber}</c>. PayPal has no way to end an order that nobody
/// has authorised, and only we can authorise it. So whoever wants to authorise writes that down first, whoever wants the order not to be
/// authorised closes it, and one of them sees the other.
/// </summary>
/// <param name="UnderWay">Authorisations that were sent, or are about to be, and that PayPal has not refused.</param>
/// <param name="SentAt">When the last one was.</param>
/// <param name="Closed">Why nothing is authorised any more, a reason code; null while it may be.</param>
internal sealed record PayPalApproval(int UnderWay = 0, DateTimeOffset? SentAt = null, string? Closed = null);

/// <summary>The approvals in the state store.</summary>
internal sealed class PayPalApprovals(DaprClient dapr, TimeProvider time)
{
    public async Task<PayPalApproval> ReadAsync(string trackingNumber, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<PayPalApproval>(Key(trackingNumber), cancellationToken) ?? new();

    /// <summary>Writes down that an authorisation is about to be sent.</summary>
    /// <returns>The approval; when it is closed, nothing may be sent.</returns>
    public Task<PayPalApproval> IntendAsync(string trackingNumber, CancellationToken cancellationToken) => UpdateAsync(
        trackingNumber,
        approval => approval.Closed is null
            ? approval with { UnderWay = approval.UnderWay + 1, SentAt = time.GetUtcNow() }
            : approval,
        cancellationToken);

    /// <summary>Takes note of a refusal: that authorisation is not under way any more.</summary>
    public Task<PayPalApproval> RefusedAsync(string trackingNumber, CancellationToken cancellationToken) => UpdateAsync(
        trackingNumber, approval => approval with { UnderWay = Math.Max(approval.UnderWay - 1, 0) }, cancellationToken);

    /// <summary>Forbids every further authorisation; one that was sent before may still be under way.</summary>
    public Task<PayPalApproval> CloseAsync(string trackingNumber, string reasonCode, CancellationToken cancellationToken) => UpdateAsync(
        trackingNumber, approval => approval.Closed is null ? approval with { Closed = reasonCode } : approval, cancellationToken);

    /// <summary>The same, unless an authorisation is under way.</summary>
    public Task<PayPalApproval> CloseIdleAsync(string trackingNumber, string reasonCode, CancellationToken cancellationToken) =>
        UpdateAsync(
            trackingNumber,
            approval => approval is { UnderWay: 0, Closed: null } ? approval with { Closed = reasonCode } : approval,
            cancellationToken);

    private Task<PayPalApproval> UpdateAsync(
        string trackingNumber, Func<PayPalApproval, PayPalApproval> change, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<PayPalApproval>(Key(trackingNumber), current => change(current ?? new()), cancellationToken);

    private static string Key(string trackingNumber)
    {
        Identifier.Require(trackingNumber);
        return $"paypal-{trackingNumber}";
    }
}
