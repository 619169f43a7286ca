using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Status;

/// <summary>
/// When and how often to poll. It is computed from the order alone, so that no poll writes anything; the number of the poll travels in
/// the follow-up URL.
/// </summary>
internal static class PollGuidance
{
    /// <summary>Query parameter of the status URL: which poll this is.</summary>
    public const string AttemptParameter = "currentRetryAttempt";

    /// <summary>The vendor's default for a fresh order.</summary>
    public const int FirstSeconds = 2;

    /// <summary>How many polls a merchant is advised to make before it relies on the feed of changes.</summary>
    public const int SuggestedPolls = 30;

    private const int ShopperSeconds = 3;
    private const int HeldSeconds = 30;

    /// <summary>Seconds to wait for the next poll: longer the longer nothing happens, and longest while somebody holds the order.</summary>
    public static int SecondsUntilNext(CheckoutProgress progress, DateTimeOffset now)
    {
        var first = progress.Phase == CheckoutPhase.AwaitingShopper ? ShopperSeconds : FirstSeconds;
        return progress.ReasonCode is not null ? HeldSeconds : (now - progress.ChangedAt).TotalSeconds switch
        {
            < 30 => first,
            < 120 => 5,
            < 600 => 15,
            _ => HeldSeconds,
        };
    }

    /// <summary>Suggested polls left after poll <paramref name="attempt"/>.</summary>
    public static int RemainingAfter(int attempt) => Math.Max(0, SuggestedPolls - attempt);
}
