namespace Checkout.Payments.Notifications;

/// <summary>A message to <c>POST /notifications/{provider}</c>, as it came: signatures are over its very bytes.</summary>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
internal sealed record NotificationMessage(IHeaderDictionary Headers, ReadOnlyMemory<byte> Body);

/// <summary>One thing that a PSP has told us.</summary>
/// <param name="Id">The PSP's own name of the event, the same when it is sent again.</param>
/// <param name="Kind">The PSP's word for it, e.g. <c>payment_intent.succeeded</c>.</param>
/// <param name="TrackingNumber">The order, by our own reference; null when it belongs to none.</param>
/// <param name="PspReference">The payment, by the PSP's.</param>
/// <param name="Success">What it says of the outcome, when it says one.</param>
internal sealed record ProviderEvent(string Id, string Kind, string? TrackingNumber, string? PspReference = null, bool? Success = null);
