using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>What became of one event at one webhook, a document of the state store. It decides; the workflow only keeps the time.</summary>
/// <param name="EventId">The event.</param>
/// <param name="EventType">Its type.</param>
/// <param name="TrackingNumber">Its order.</param>
/// <param name="State">Where the delivery stands.</param>
/// <param name="Run">1, and one more with every replay. Each has a workflow of its own.</param>
/// <param name="HasWorkflow">Whether the run's workflow was started.</param>
/// <param name="RunAttempts">Number of the latest try of this run that is written down.</param>
/// <param name="Attempts">The latest tries of all runs, oldest first.</param>
/// <param name="NextAttemptAt">When it is tried again, UTC.</param>
internal sealed record Delivery(
    string EventId,
    string EventType,
    string TrackingNumber,
    WebhookDeliveryState State,
    int Run,
    bool HasWorkflow,
    int RunAttempts,
    IReadOnlyList<WebhookAttempt> Attempts,
    DateTimeOffset? NextAttemptAt)
{
    private const int AttemptsKept = 30;

    /// <summary>The delivery of an event that has just come in.</summary>
    public static Delivery Of(MerchantEvent merchantEvent) => new(
        merchantEvent.Id,
        merchantEvent.Type,
        merchantEvent.TrackingNumber,
        WebhookDeliveryState.Pending,
        Run: 1,
        HasWorkflow: false,
        RunAttempts: 0,
        [],
        NextAttemptAt: null);

    /// <summary>Once more from the beginning.</summary>
    public Delivery Again() => this with
    {
        State = WebhookDeliveryState.Pending, Run = Run + 1, HasWorkflow = false, RunAttempts = 0, NextAttemptAt = null,
    };

    /// <summary>With one more try, the <paramref name="number"/>th of this run.</summary>
    public Delivery With(int number, WebhookAttempt attempt, WebhookDeliveryState state, DateTimeOffset? nextAttemptAt) => this with
    {
        State = state,
        RunAttempts = number,
        Attempts = [.. Attempts.TakeLast(AttemptsKept - 1), attempt],
        NextAttemptAt = nextAttemptAt,
    };

    /// <summary>Given up without another try.</summary>
    public Delivery Cancel() => this with { State = WebhookDeliveryState.Cancelled, NextAttemptAt = null };

    /// <summary>As its merchant sees it.</summary>
    public WebhookDelivery ToView(DateTimeOffset loggedAt) =>
        new(EventId, EventType, TrackingNumber, loggedAt, State, Attempts, NextAttemptAt);
}
