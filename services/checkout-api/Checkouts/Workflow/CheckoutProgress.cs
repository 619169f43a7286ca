using System.Text.Json.Serialization;
using Checkout.Api.Checkouts.Events;
using Checkout.Contracts.Operations;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>Stages of an order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckoutPhase>))]
public enum CheckoutPhase
{
    /// <summary>Items are being reserved and the payment authorised.</summary>
    Authorizing,

    /// <summary>The shopper has to pass a challenge.</summary>
    AwaitingShopper,

    /// <summary>The PSP has not said yet what became of the payment.</summary>
    AwaitingPsp,

    /// <summary>The authorised amount is being taken.</summary>
    Capturing,

    /// <summary>The items are being delivered.</summary>
    Delivering,

    /// <summary>Paid and delivered.</summary>
    Done,

    /// <summary>Failed; what was done is being undone.</summary>
    Undoing,

    /// <summary>Failed and undone: not charged.</summary>
    Failed,

    /// <summary>Failed, and an undo could not be confirmed: people look at it, and it is tried on. To a merchant it has failed.</summary>
    Stuck,
}

/// <summary>What the phases mean to a merchant.</summary>
internal static class CheckoutPhases
{
    /// <summary>Whether nothing can change any more.</summary>
    public static bool IsFinal(this CheckoutPhase phase) => phase is CheckoutPhase.Done or CheckoutPhase.Failed or CheckoutPhase.Stuck;

    /// <summary>The vendor's code for the phase; the outcome shows from the moment it is decided.</summary>
    public static string ToMessageCode(this CheckoutPhase phase) => phase switch
    {
        CheckoutPhase.AwaitingShopper => MessageCode.ChallengeRequired,
        CheckoutPhase.Done => MessageCode.Done,
        CheckoutPhase.Undoing or CheckoutPhase.Failed or CheckoutPhase.Stuck => MessageCode.Failed,
        _ => MessageCode.Processing,
    };

    /// <summary>Whether two phases are one status to a merchant, and both or neither the end.</summary>
    public static bool LooksLike(this CheckoutPhase phase, CheckoutPhase other) =>
        phase.IsFinal() == other.IsFinal() && string.Equals(phase.ToMessageCode(), other.ToMessageCode(), StringComparison.Ordinal);
}

/// <summary>Custom status of the workflow: all that the status endpoint shows.</summary>
/// <param name="Version">Grows with every change and never shrinks.</param>
/// <param name="Phase">The stage.</param>
/// <param name="ChangedAt">When it was reached, UTC.</param>
/// <param name="Challenge">What the shopper has to do; only in <see cref="CheckoutPhase.AwaitingShopper"/>.</param>
/// <param name="ReasonCode">Why it failed.</param>
/// <param name="Reason">The same for people.</param>
/// <param name="Decline">How final a declined payment is, and what may help.</param>
public sealed record CheckoutProgress(
    int Version,
    CheckoutPhase Phase,
    DateTimeOffset ChangedAt,
    Challenge? Challenge = null,
    string? ReasonCode = null,
    string? Reason = null,
    PaymentDecline? Decline = null)
{
    /// <summary>Every report so far, for the operators' timeline.</summary>
    public IReadOnlyList<TimelineEntry> Trail { get; init; } = [];

    /// <summary>The version, or null when nobody knows it.</summary>
    [JsonIgnore]
    public int? ShownVersion => Version == 0 ? null : Version;

    /// <summary>Whether a merchant would see no difference: the same status, and the same challenge if there is one.</summary>
    internal bool LooksLike(CheckoutProgress other) => Phase.LooksLike(other.Phase) && Equals(Challenge, other.Challenge);
}

/// <summary>A challenge that the shopper faces.</summary>
/// <param name="Attempt">Number of the authorisation that asked for it; part of the return URL and of the event's name.</param>
/// <param name="Action">What to do.</param>
/// <param name="Deadline">Until when, UTC.</param>
public sealed record Challenge(int Attempt, PaymentAction Action, DateTimeOffset Deadline);

/// <summary>Asks to leave a progress outside of the workflow.</summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="TenantId">Its merchant.</param>
/// <param name="Progress">As it was reported.</param>
public sealed record ProgressNote(string TrackingNumber, string TenantId, CheckoutProgress Progress);

/// <summary>Writes the progress of one workflow.</summary>
internal sealed class ProgressReport(WorkflowContext context, string tenantId, EventOutbox events)
{
    private int version;
    private IReadOnlyList<TimelineEntry> trail = [];
    private CheckoutProgress? latest;
    private CheckoutProgress? recorded;

    public void Reached(CheckoutPhase phase) => Report(phase);

    public void AwaitingShopper(Challenge challenge) => Report(CheckoutPhase.AwaitingShopper, challenge);

    public void Failing(CheckoutPhase phase, CheckoutFailure failure) =>
        Report(phase, failure: failure);

    /// <summary>The PSP was asked to give the payment of a failed order back.</summary>
    public void Reversing(ReversalResult reversal)
    {
        if (latest is { } progress)
        {
            events.Add(reversal, progress);
        }
    }

    /// <summary>
    /// Records the latest report where the order rests: in the merchants' feed of changes, as an event and, at the end, as the outcome that is
    /// answered when this workflow is no more. What a merchant would see unchanged is not recorded again.
    /// </summary>
    public async Task RecordAsync()
    {
        if (latest is not { } progress || (recorded is { } before && progress.LooksLike(before)))
        {
            return;
        }

        recorded = progress;
        events.Add(progress);
        try
        {
            await context.CallActivityAsync<bool>(
                nameof(Changes.RecordProgress), new ProgressNote(context.InstanceId, tenantId, progress), StepOptions.Record);
        }
        catch (WorkflowTaskFailedException)
        {
            // The order itself goes on; its status is read from the workflow.
        }
    }

    private void Report(CheckoutPhase phase, Challenge? challenge = null, CheckoutFailure? failure = null)
    {
        var now = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        version++;
        trail = trail.With(new TimelineEntry(now, "order", phase.ToString(), Number: version, Code: failure?.ReasonCode));
        latest = new CheckoutProgress(version, phase, now, challenge, failure?.ReasonCode, failure?.Reason, failure?.Decline) { Trail = trail };
        context.SetCustomStatus(latest);
    }
}

/// <summary>Why an order fails.</summary>
/// <param name="ReasonCode">E.g. <c>CARD_DECLINED</c>.</param>
/// <param name="Reason">For people; null when there is nothing to add.</param>
/// <param name="Decline">How final a declined payment is.</param>
internal sealed record CheckoutFailure(string ReasonCode, string? Reason = null, PaymentDecline? Decline = null);
