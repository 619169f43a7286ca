using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>What Adyen has said, in the state store.</summary>
internal sealed class AdyenBook(DaprClient dapr)
{
    public async Task<AdyenOrder> ReadAsync(string trackingNumber, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<AdyenOrder>(Key(trackingNumber), cancellationToken) ?? AdyenOrder.Empty;

    public Task<AdyenOrder> LearnAsync(string trackingNumber, AdyenPaymentFacts payment, CancellationToken cancellationToken) =>
        UpdateAsync(trackingNumber, order => order.Learn(payment), cancellationToken);

    public Task<AdyenOrder> LearnAsync(string trackingNumber, AdyenModification modification, CancellationToken cancellationToken) =>
        UpdateAsync(trackingNumber, order => order.Learn(modification), cancellationToken);

    private Task<AdyenOrder> UpdateAsync(
        string trackingNumber, Func<AdyenOrder, AdyenOrder> change, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<AdyenOrder>(Key(trackingNumber), current => change(current ?? AdyenOrder.Empty), cancellationToken);

    private static string Key(string trackingNumber)
    {
        Identifier.Require(trackingNumber);
        return $"adyen-{trackingNumber}";
    }
}
