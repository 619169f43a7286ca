using System.Text.Json.Serialization;
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

    /// <summary>Failed, and an undo could not be confirmed: people have to look at it.</summary>
    Stuck,
}

/// <summary>Custom status of the workflow: all that the status endpoint shows.</summary>
/// <param name="Version">Grows with every change and never shrinks.</param>
/// <param name="Phase">The stage.</param>
/// <param name="ChangedAt">When it was reached, UTC.</param>
/// <param name="Challenge">What the shopper has to do; only in <see cref="CheckoutPhase.AwaitingShopper"/>.</param>
/// <param name="ReasonCode">Why it failed.</param>
/// <param name="Reason">The same for people.</param>
public sealed record CheckoutProgress(
    int Version,
    CheckoutPhase Phase,
    DateTimeOffset ChangedAt,
    Challenge? Challenge = null,
    string? ReasonCode = null,
    string? Reason = null);

/// <summary>A challenge that the shopper faces.</summary>
/// <param name="Attempt">Number of the authorisation that asked for it; part of the return URL and of the event's name.</param>
/// <param name="Action">What to do.</param>
/// <param name="Deadline">Until when, UTC.</param>
public sealed record Challenge(int Attempt, PaymentAction Action, DateTimeOffset Deadline);

/// <summary>Writes the progress of one workflow.</summary>
internal sealed class ProgressReport(WorkflowContext context)
{
    private int version;

    public void Reached(CheckoutPhase phase) => Report(phase);

    public void AwaitingShopper(Challenge challenge) => Report(CheckoutPhase.AwaitingShopper, challenge);

    public void Failing(CheckoutPhase phase, CheckoutFailure failure) =>
        Report(phase, reasonCode: failure.ReasonCode, reason: failure.Reason);

    private void Report(CheckoutPhase phase, Challenge? challenge = null, string? reasonCode = null, string? reason = null) =>
        context.SetCustomStatus(new CheckoutProgress(
            ++version, phase, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero), challenge, reasonCode, reason));
}

/// <summary>Why an order fails.</summary>
/// <param name="ReasonCode">E.g. <c>CARD_DECLINED</c>.</param>
/// <param name="Reason">For people; null when there is nothing to add.</param>
internal sealed record CheckoutFailure(string ReasonCode, string? Reason = null);
