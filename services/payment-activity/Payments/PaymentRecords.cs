using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments;

/// <summary>The payments in the state store. Every change is made on the newest document, or made again (ETags).</summary>
internal sealed class PaymentRecords(DaprClient dapr)
{
    /// <exception cref="InvalidOperationException">The payment is another tenant's.</exception>
    public async Task<Payment?> ReadAsync(string trackingNumber, string tenantId, CancellationToken cancellationToken)
    {
        Identifier.Require(trackingNumber, tenantId);
        return Guarded(await dapr.ReadAsync<Payment>(Key(trackingNumber), cancellationToken), tenantId);
    }

    /// <summary>The payment of whatever tenant. Only for what a PSP tells, which names no tenant.</summary>
    public Task<Payment?> FindAsync(string trackingNumber, CancellationToken cancellationToken)
    {
        Identifier.Require(trackingNumber);
        return dapr.ReadAsync<Payment>(Key(trackingNumber), cancellationToken);
    }

    /// <summary>Makes a change, which may have to run several times; when it gives back the same instance, nothing is written.</summary>
    /// <exception cref="InvalidOperationException">The payment is another tenant's.</exception>
    public Task<Payment> UpdateAsync(
        string trackingNumber, string tenantId, Func<Payment?, Payment> change, CancellationToken cancellationToken)
    {
        Identifier.Require(trackingNumber, tenantId);
        return dapr.UpdateAsync<Payment>(Key(trackingNumber), current => change(Guarded(current, tenantId)), cancellationToken);
    }

    /// <summary>Changes a payment that is known to exist.</summary>
    public Task<Payment> UpdateAsync(Payment payment, Func<Payment, Payment> change, CancellationToken cancellationToken) =>
        UpdateAsync(payment.TrackingNumber, payment.TenantId, current => change(current ?? payment), cancellationToken);

    private static string Key(string trackingNumber) => $"payment-{trackingNumber}";

    private static Payment? Guarded(Payment? payment, string tenantId) =>
        payment is null || string.Equals(payment.TenantId, tenantId, StringComparison.Ordinal)
            ? payment
            : throw new InvalidOperationException("The payment belongs to another tenant.");
}
