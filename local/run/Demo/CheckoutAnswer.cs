namespace Checkout.Local.Run.Demo;

/// <summary>What a merchant reads from an answer about an order.</summary>
/// <param name="TrackingNumber">Names the order; null when it was not admitted.</param>
/// <param name="Status">Where the order stands.</param>
/// <param name="RedirectInstructions">Set while the shopper has to act.</param>
/// <param name="Message">For people.</param>
internal sealed record CheckoutAnswer(
    string? TrackingNumber, CheckoutStatus? Status, RedirectInstructions? RedirectInstructions = null, string? Message = null)
{
    /// <summary>The status code, or a dash when the answer has none.</summary>
    public string Code => Status?.MessageCode ?? "-";
}

/// <summary>Status of an order.</summary>
/// <param name="MessageCode">E.g. <see cref="Done"/>.</param>
internal sealed record CheckoutStatus(string MessageCode)
{
    /// <summary>Paid and delivered.</summary>
    public const string Done = "CHECK_OUT_DONE";

    /// <summary>Not paid.</summary>
    public const string Failed = "CHECK_OUT_FAILED";

    /// <summary>The shopper's bank asks for a confirmation.</summary>
    public const string ChallengeRequired = "CHECK_OUT_3DS_REQUIRED";

    /// <summary>Still at work.</summary>
    public const string Processing = "CHECK_OUT_PROCESSING";
}

/// <summary>Where the shopper has to go.</summary>
/// <param name="RedirectUrl">The page.</param>
internal sealed record RedirectInstructions(Uri? RedirectUrl);
