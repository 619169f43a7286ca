using System.Text.Json.Serialization;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Checkouts;

/// <summary>Body of every answer about an order (vendor text "Submit Checkout", Response Parameters).</summary>
/// <param name="TrackingNumber">Names the order; null when it was not admitted.</param>
/// <param name="Status">The source of truth.</param>
/// <param name="FollowUpInstructions">Whether and how to poll.</param>
/// <param name="RedirectInstructions">Only while the shopper has to act.</param>
/// <param name="Message">For people; never card data.</param>
/// <param name="Decline">Of a refused payment: how final that is, and what may help; not in the vendor's text.</param>
/// <param name="Version">In the feed of changes, see <see cref="Status.StatusEndpoint.VersionHeader"/>; null elsewhere.</param>
/// <param name="UpdatedAt">In the feed of changes, when the order last changed, UTC; null elsewhere.</param>
internal sealed record CheckoutResult(
    string? TrackingNumber,
    MessageStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FollowUpInstructions? FollowUpInstructions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RedirectInstructions? RedirectInstructions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeclineResult? Decline = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? UpdatedAt = null)
{
    /// <summary>The answer to an order that was not admitted.</summary>
    public static CheckoutResult Rejected(string messageCode, string? message = null) =>
        new(TrackingNumber: null, new MessageStatus(messageCode), FollowUpInstructions.None, Message: message);
}

/// <summary>A refused payment.</summary>
/// <param name="Code">Why, e.g. <c>INSUFFICIENT_FUNDS</c>.</param>
/// <param name="Kind">Whether the same method may pay another time.</param>
/// <param name="Advice">What may help.</param>
internal sealed record DeclineResult(string Code, DeclineKind Kind, DeclineAdvice Advice);

/// <summary>Status of an answer.</summary>
/// <param name="MessageCode">See <see cref="Checkouts.MessageCode"/>.</param>
internal sealed record MessageStatus(string MessageCode);

/// <summary>Polling guidance.</summary>
/// <param name="CanFollowUp">False once the order has ended or was not admitted.</param>
/// <param name="RetryAfterSeconds">Wait at least this long before the next poll.</param>
/// <param name="RemainingRetryCount">Suggested polls left.</param>
/// <param name="CurrentRetryAttempt">Which poll this was; 0 for the submit.</param>
/// <param name="FollowUpUrl">Absolute URL of the status.</param>
internal sealed record FollowUpInstructions(
    bool CanFollowUp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfterSeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RemainingRetryCount = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CurrentRetryAttempt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FollowUpUrl = null)
{
    public static readonly FollowUpInstructions None = new(CanFollowUp: false);
}

/// <summary>What the shopper's browser has to do (vendor text "Get Checkout Status").</summary>
/// <param name="RedirectUrl">Page to go to.</param>
/// <param name="HtmlContent">Form to render instead.</param>
/// <param name="ThreeDIdentifier">The PSP's reference of the challenge.</param>
/// <param name="IsRedirectRequired">Whether the client must act.</param>
/// <param name="HasNextSteps">Whether polling goes on after the browser came back.</param>
/// <param name="ShowHtmlContent">Whether to render <paramref name="HtmlContent"/> rather than redirect.</param>
internal sealed record RedirectInstructions(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RedirectUrl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HtmlContent,
    string ThreeDIdentifier,
    bool IsRedirectRequired,
    bool HasNextSteps,
    bool ShowHtmlContent);
