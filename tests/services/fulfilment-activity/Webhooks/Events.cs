using Checkout.Contracts;
using Checkout.Contracts.Events;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

/// <summary>Events of orders that nobody else has.</summary>
internal static class Events
{
    public static MerchantEvent Completed(string tenantId) => Of(tenantId, MerchantEventTypes.CheckoutCompleted);

    public static MerchantEvent Of(string tenantId, string type)
    {
        var order = $"trk_{Guid.NewGuid():N}"[..30];
        return new MerchantEvent(
            MerchantEvent.IdOf(order, 4, type),
            type,
            tenantId,
            order,
            "shop-1",
            4,
            new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
            "Done",
            "CHECK_OUT_DONE",
            new Money(1499, "EUR"));
    }
}
