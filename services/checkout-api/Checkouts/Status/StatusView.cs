using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Status;

/// <summary>Shows an order in the vendor's shape.</summary>
internal static class StatusView
{
    /// <summary>Status URL of an order below the URL of the checkouts.</summary>
    public static string UrlOf(string checkoutUrl, string trackingNumber) => $"{checkoutUrl}/{trackingNumber}/status";

    /// <summary>The answer to a submitted order.</summary>
    public static CheckoutResult Submitted(string trackingNumber, string statusUrl) => new(
        trackingNumber,
        new MessageStatus(MessageCode.Processing),
        new FollowUpInstructions(
            CanFollowUp: true, PollGuidance.FirstSeconds, PollGuidance.SuggestedPolls, CurrentRetryAttempt: 0, statusUrl));

    /// <summary>The answer to a poll.</summary>
    /// <param name="checkout">The order.</param>
    /// <param name="checkoutUrl">URL of the checkouts.</param>
    /// <param name="attempt">Which poll it is; null when nobody counts.</param>
    /// <param name="now">The time, UTC.</param>
    public static CheckoutResult Of(CheckoutSnapshot checkout, string checkoutUrl, int? attempt, DateTimeOffset now)
    {
        var progress = checkout.Progress;
        var messageCode = progress.Phase.ToMessageCode();
        var ended = messageCode is MessageCode.Done or MessageCode.Failed;
        return new CheckoutResult(
            checkout.TrackingNumber,
            new MessageStatus(messageCode),
            ended ? FollowUpInstructions.None : FollowUp(checkout, UrlOf(checkoutUrl, checkout.TrackingNumber), attempt, now),
            RedirectOf(progress.Challenge),
            MessageOf(progress),
            progress is { Decline: { } decline, ReasonCode: { } code } ? new DeclineResult(code, decline.Kind, decline.Advice) : null);
    }

    private static FollowUpInstructions FollowUp(CheckoutSnapshot checkout, string statusUrl, int? attempt, DateTimeOffset now)
    {
        var seconds = PollGuidance.SecondsUntilNext(checkout.Progress, now);
        return attempt is not { } number
            ? new FollowUpInstructions(CanFollowUp: true, seconds, FollowUpUrl: statusUrl)
            : new FollowUpInstructions(
                CanFollowUp: true,
                seconds,
                PollGuidance.RemainingAfter(number),
                number,
                $"{statusUrl}?{PollGuidance.AttemptParameter}={number + 1}");
    }

    private static RedirectInstructions? RedirectOf(Challenge? challenge) => challenge?.Action is not { } action
        ? null
        : new RedirectInstructions(
            action.RedirectUrl,
            action.HtmlContent,
            action.Identifier,
            IsRedirectRequired: true,
            action.HasNextSteps,
            ShowHtmlContent: action.HtmlContent is not null);

    private static string? MessageOf(CheckoutProgress progress) => progress switch
    {
        { ReasonCode: { } code, Reason: { } reason } => $"{code}: {reason}",
        { ReasonCode: { } code } => code,
        _ => null,
    };
}
