using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Changes;

/// <summary>How an order ended, kept for when its workflow is no more. It holds no card data, name or address.</summary>
/// <param name="TenantId">The merchant.</param>
/// <param name="Progress">The last progress.</param>
internal sealed record KeptOutcome(string TenantId, CheckoutProgress Progress)
{
    /// <summary>State key of an order's outcome.</summary>
    public static string KeyOf(string trackingNumber) => $"outcome-{trackingNumber}";
}
