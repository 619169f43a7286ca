using Checkout.Api.Sessions;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Acp;

/// <summary>All that an answer is written from.</summary>
/// <param name="Standing">The session and where it stands.</param>
/// <param name="Notes">What was wrong with the agent's wishes.</param>
/// <param name="Discounts">What became of promotion codes; null when nobody ever sent one.</param>
/// <param name="Messages">What is to be told.</param>
/// <param name="Tenant">The merchant.</param>
/// <param name="RootUrl">Address of this service, without a trailing slash.</param>
/// <param name="PageUrl">Where the shopper can go on without the agent; null when there is nothing left to do.</param>
/// <param name="ChallengeUrl">Where the shopper passes a challenge; null without one.</param>
/// <param name="Acquirer">Who takes the merchants' card payments.</param>
internal sealed record AcpView(
    SessionStanding Standing,
    AcpNotes Notes,
    AcpDiscounts? Discounts,
    IReadOnlyList<AcpMessage> Messages,
    Tenant Tenant,
    string RootUrl,
    string? PageUrl,
    string? ChallengeUrl,
    AcquirerOptions Acquirer)
{
    public CheckoutSession Session => Standing.Session;

    /// <summary>Whether it could be paid now.</summary>
    public bool IsReady => Standing.Stage is SessionStage.Ready or SessionStage.Declined && !Notes.Block;

    /// <summary>The order, once it is paid and delivered: its name and where it is told of.</summary>
    public (string Id, string Url)? Order => Standing is { Stage: SessionStage.Completed, Attempt: { } attempt }
        ? (attempt.TrackingNumber, $"{RootUrl}{MerchantApi.Prefixes[^1]}/offer/checkout/{attempt.TrackingNumber}/status")
        : null;
}
