namespace Checkout.Local.Run.Demo;

/// <summary>One checkout of the demo.</summary>
/// <param name="Name">How it is called on the screen.</param>
/// <param name="CardNumber">A test card, as every PSP user knows them.</param>
/// <param name="Expected">The statuses that must be seen, in this order; the last one ends the checkout.</param>
internal sealed record DemoScenario(string Name, string CardNumber, IReadOnlyList<string> Expected)
{
    private const int ShownAtStart = 6;
    private const int ShownAtEnd = 4;

    /// <summary>The three checkouts.</summary>
    public static readonly IReadOnlyList<DemoScenario> All =
    [
        new("frictionless", "4111111111111111", [CheckoutStatus.Done]),
        new("3DS challenge", "4000000000003220", [CheckoutStatus.ChallengeRequired, CheckoutStatus.Done]),
        new("declined", "4000000000000002", [CheckoutStatus.Failed]),
    ];

    /// <summary>The card as it may be shown: first six and last four digits.</summary>
    public string MaskedCard =>
        CardNumber[..ShownAtStart] + new string('*', CardNumber.Length - ShownAtStart - ShownAtEnd) + CardNumber[^ShownAtEnd..];
}

/// <summary>How a checkout of the demo went.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="TrackingNumber">The order; null when it was not accepted.</param>
/// <param name="Seen">Every status, in order.</param>
/// <param name="Elapsed">From the submit to the end.</param>
/// <param name="Failure">Why it was given up; null when it came to an end.</param>
internal sealed record DemoOutcome(
    DemoScenario Scenario, string? TrackingNumber, IReadOnlyList<string> Seen, TimeSpan Elapsed, string? Failure)
{
    /// <summary>Whether the checkout ended as it should.</summary>
    public bool IsAsExpected =>
        Failure is null
        && Seen.Where(code => code is not CheckoutStatus.Processing).SequenceEqual(Scenario.Expected, StringComparer.Ordinal);
}
