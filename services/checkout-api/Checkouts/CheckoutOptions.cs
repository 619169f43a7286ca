using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts;

/// <summary>How orders are run. The deadlines of an order are those in force when it was submitted.</summary>
internal sealed class CheckoutOptions
{
    public const string Section = "Checkout";

    /// <summary>Public address of this service, e.g. <c>https://pay.example</c>; without it the address that the caller used.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>How long a shopper may take over a 3-D Secure challenge.</summary>
    public TimeSpan ChallengeDeadline { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the PSP is asked for an unknown outcome before the order is given up and reversed.</summary>
    public TimeSpan InquiryDeadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a payment may wait for a bank, e.g. for a direct debit to be paid, before the order is given up.</summary>
    public TimeSpan SettlementDeadline { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Pauses between inquiries, the last one repeated; empty for a second that grows to six hours.</summary>
    public IReadOnlyList<TimeSpan> InquiryIntervals { get; init; } = [];

    /// <summary>How long an undo is repeated before people are asked.</summary>
    public TimeSpan UndoDeadline { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a status request may be held for a change (<c>Prefer: wait=N</c>), whatever it asks for.</summary>
    public TimeSpan LongPollLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long orders and their outcomes are remembered. Longer than finished workflows are kept.</summary>
    public TimeSpan IdempotencyRetention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a session that nobody has paid can be changed and paid, from its beginning.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The limits of an order that is submitted now.</summary>
    public CheckoutDeadlines Deadlines => new(
        ChallengeDeadline, InquiryDeadline, UndoDeadline, SettlementDeadline, InquiryIntervals.Count > 0 ? InquiryIntervals : null);
}
