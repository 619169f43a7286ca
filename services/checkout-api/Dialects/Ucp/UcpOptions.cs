namespace Checkout.Api.Dialects.Ucp;

/// <summary>What the protocol leaves to the business; section <c>Ucp</c>.</summary>
internal sealed class UcpOptions
{
    public const string Section = "Ucp";

    /// <summary>
    /// Reverse domain name of whoever runs this service; the payment handlers that it defines are named below it. An installation that has
    /// no domain keeps <c>localhost</c>, which nobody can own.
    /// </summary>
    public string Authority { get; init; } = "localhost";

    /// <summary>How long a complete call waits for the outcome before it answers <c>complete_in_progress</c>.</summary>
    public TimeSpan CompletionWait { get; init; } = TimeSpan.FromSeconds(10);
}
