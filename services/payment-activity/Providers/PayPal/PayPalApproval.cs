using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// What we mean to do with the buyer's approval; state key <c>paypal-{trackingNumber}</c>. PayPal has no way to end an order that nobody
/// has authorised, and only we can authorise it. So whoever wants to authorise writes that down first, whoever wants the order not to be
/// authorised closes it, and one of them sees the other.
/// </summary>
/// <param name="SentAt">When an authorisation was last sent, or about to be.</param>
/// <param name="Closed">Reason code from which on nothing is authorised any more.</param>
internal sealed record PayPalApproval(DateTimeOffset? SentAt = null, string? Closed = null);

/// <summary>The approvals in the state store.</summary>
internal sealed class PayPalApprovals(DaprClient dapr, TimeProvider time)
{
    public async Task<PayPalApproval> ReadAsync(string trackingNumber, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<PayPalApproval>(Key(trackingNumber), cancellationToken) ?? new();

    /// <summary>Writes down that an authorisation is about to be sent.</summary>
    /// <returns>The approval; when it is closed, nothing may be sent.</returns>
    public Task<PayPalApproval> IntendAsync(string trackingNumber, CancellationToken cancellationToken) => UpdateAsync(
        trackingNumber, approval => approval.Closed is null ? approval with { SentAt = time.GetUtcNow() } : approval, cancellationToken);

    /// <summary>Forbids every further authorisation; one that was sent before may still be under way.</summary>
    public Task<PayPalApproval> CloseAsync(string trackingNumber, string reasonCode, CancellationToken cancellationToken) => UpdateAsync(
        trackingNumber, approval => approval.Closed is null ? approval with { Closed = reasonCode } : approval, cancellationToken);

    /// <summary>The same, unless an authorisation was sent before.</summary>
    public Task<PayPalApproval> CloseUnsentAsync(string trackingNumber, string reasonCode, CancellationToken cancellationToken) => UpdateAsync(
        trackingNumber,
        approval => approval is { SentAt: null, Closed: null } ? approval with { Closed = reasonCode } : approval,
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
