namespace Checkout.Local.Psps;

/// <summary>Settings of the simulation, section <c>Psp</c>.</summary>
internal sealed class PspOptions
{
    /// <summary>How long the time-out card keeps its caller waiting for an answer that is already decided.</summary>
    public TimeSpan TimeoutDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Merchant that the challenge page names.</summary>
    public string MerchantName { get; init; } = "Acme Demo Shop";

    /// <summary>Address under which browsers reach the challenge page; null takes the address of the request.</summary>
    public string? PublicUrl { get; init; }
}
