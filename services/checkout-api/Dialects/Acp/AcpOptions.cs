namespace Checkout.Api.Dialects.Acp;

/// <summary>How ACP and StateSet are served; section <c>Acp</c>.</summary>
internal sealed class AcpOptions
{
    public const string Section = "Acp";

    /// <summary>How long a request to complete waits for the outcome of the payment before it answers that it is under way.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Who takes the merchants' card payments, as 3-D Secure names it in <c>authentication_metadata</c>.</summary>
    public AcquirerOptions Acquirer { get; init; } = new();
}

/// <summary>The acquirer, as the PSP names it to its merchants.</summary>
internal sealed class AcquirerOptions
{
    /// <summary>Bank identification number, at most 11 digits.</summary>
    public string Bin { get; init; } = "000000";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; init; } = "AT";

    /// <summary>The merchant's number there, at most 35 characters; null for the tenant's ID.</summary>
    public string? MerchantId { get; init; }
}
