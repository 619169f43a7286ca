using System.Text.Json.Serialization;

namespace Checkout.Contracts.Webhooks;

/// <summary>Where the delivery of an event to a webhook stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookDeliveryState>))]
public enum WebhookDeliveryState
{
    /// <summary>Being tried.</summary>
    Pending,

    /// <summary>The receiver has answered 2xx.</summary>
    Delivered,

    /// <summary>Given up: all tries have failed, or the receiver answered 410. It can be replayed.</summary>
    DeadLetter,

    /// <summary>Given up because the webhook was deleted or disabled meanwhile. It can be replayed.</summary>
    Cancelled,
}

/// <summary>One try.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="StatusCode">What the receiver answered; null when it did not.</param>
/// <param name="Error">
/// Why there was no answer: <c>TIMEOUT</c>, <c>CONNECTION_FAILED</c>, <c>ADDRESS_NOT_ALLOWED</c>; <c>BUSY</c> when too many other messages
/// were on their way to the same webhook.
/// </param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record WebhookAttempt(DateTimeOffset At, int? StatusCode, string? Error, int Milliseconds);

/// <summary>The delivery of one event to one webhook.</summary>
/// <param name="EventId">The event; the <c>webhook-id</c> of every message about it.</param>
/// <param name="EventType">Its type.</param>
/// <param name="TrackingNumber">Its order.</param>
/// <param name="LoggedAt">When it was taken in for delivery, UTC; ranges are meant in this time.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">The latest tries, oldest first.</param>
/// <param name="NextAttemptAt">When it is tried again, UTC; null when it is not.</param>
public sealed record WebhookDelivery(
    string EventId,
    string EventType,
    string TrackingNumber,
    DateTimeOffset LoggedAt,
    WebhookDeliveryState State,
    IReadOnlyList<WebhookAttempt> Attempts,
    DateTimeOffset? NextAttemptAt);

/// <summary>A page of a webhook's delivery log.</summary>
/// <param name="Deliveries">Oldest first.</param>
/// <param name="NextSince">Where to go on; nothing is left out in between.</param>
/// <param name="HasMore">Whether there may be more already.</param>
public sealed record WebhookDeliveryPage(IReadOnlyList<WebhookDelivery> Deliveries, DateTimeOffset NextSince, bool HasMore);

/// <summary>Asks to deliver again: one event, or all in a range of time.</summary>
/// <param name="EventId">The event; then without a range.</param>
/// <param name="From">Begin of the range, UTC.</param>
/// <param name="To">End of the range, UTC, which itself is not in it; left out for now.</param>
public sealed record WebhookReplayRequest(string? EventId = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>What a replay has begun.</summary>
/// <param name="Replayed">How many events are being delivered.</param>
/// <param name="NextFrom">Where the range goes on that was too long for one call; null when it was not.</param>
public sealed record WebhookReplay(int Replayed, DateTimeOffset? NextFrom);
