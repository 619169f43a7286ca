using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Status;

/// <summary>Shows an order in the vendor's shape.</summary>
internal static class StatusView
{
    private const int PollSeconds = 2;
    private const int ShopperPollSeconds = 3;
    private const int SuggestedPolls = 30;

    /// <summary>Status URL of an order below the URL of the checkouts.</summary>
    public static string UrlOf(string checkoutUrl, string trackingNumber) => $"{checkoutUrl}/{trackingNumber}/status";

    /// <summary>The answer to a submitted order.</summary>
    public static CheckoutResult Submitted(string trackingNumber, string statusUrl) => new(
        trackingNumber,
        new MessageStatus(MessageCode.Processing),
        new FollowUpInstructions(CanFollowUp: true, PollSeconds, SuggestedPolls, CurrentRetryAttempt: 0, statusUrl));

    /// <summary>The answer to a poll.</summary>
    public static CheckoutResult Of(CheckoutSnapshot checkout, string statusUrl)
    {
        var progress = checkout.Progress;
        var messageCode = MessageCodeOf(progress.Phase);
        var ended = messageCode is MessageCode.Done or MessageCode.Failed;
        var wait = progress.Challenge is null ? PollSeconds : ShopperPollSeconds;
        return new CheckoutResult(
            checkout.TrackingNumber,
            new MessageStatus(messageCode),
            ended ? FollowUpInstructions.None : new FollowUpInstructions(CanFollowUp: true, wait, FollowUpUrl: statusUrl),
            RedirectOf(progress.Challenge),
            MessageOf(progress));
    }

    private static string MessageCodeOf(CheckoutPhase phase) => phase switch
    {
        CheckoutPhase.AwaitingShopper => MessageCode.ChallengeRequired,
        CheckoutPhase.Done => MessageCode.Done,
        CheckoutPhase.Undoing or CheckoutPhase.Failed or CheckoutPhase.Stuck => MessageCode.Failed,
        _ => MessageCode.Processing,
    };

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
