namespace Checkout.Contracts;

/// <summary>Names one order to an activity that finds everything else in its own records.</summary>
/// <param name="TrackingNumber">The order's tracking number, which is also its workflow ID.</param>
/// <param name="TenantId">The merchant that the order belongs to.</param>
public sealed record OrderReference(string TrackingNumber, string TenantId);
