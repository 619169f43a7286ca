using Checkout.Api.Idempotency;

namespace Checkout.Api.Dialects.Acp;

/// <summary>One version of the protocol: how its requests are read and its answers written. Everything in between is one.</summary>
internal interface IAcpVersion
{
    /// <summary>Value of <c>API-Version</c>.</summary>
    string Name { get; }

    /// <summary>What it says of <c>Idempotency-Key</c>.</summary>
    IdempotencyRules Idempotency { get; }

    /// <summary>How it names what a session consists of.</summary>
    AcpNames Names { get; }

    /// <summary>Whether a payment that waits for the shopper is only heard of again with the result of the authentication.</summary>
    bool WantsAuthenticationResult { get; }

    /// <summary>Reads the body of a request to create a session.</summary>
    Task<(PurchaseWish? Wish, IResult? Problem)> ReadCreateAsync(HttpContext context);

    /// <summary>Reads the body of a request to change one.</summary>
    Task<(PurchaseWish? Wish, IResult? Problem)> ReadUpdateAsync(HttpContext context);

    /// <summary>Reads the body of a request to pay one.</summary>
    Task<(PaymentWish? Wish, IResult? Problem)> ReadCompleteAsync(HttpContext context);

    /// <summary>Writes a session.</summary>
    object DocumentOf(AcpView view);
}

/// <summary>JSONPaths of one version.</summary>
/// <param name="Address">Where it goes.</param>
/// <param name="FulfilmentOption">The way of delivery that was chosen.</param>
/// <param name="Items">What was wanted, in a request.</param>
/// <param name="Token">What pays, in a request.</param>
internal sealed record AcpNames(string Address, string FulfilmentOption, string Items, string Token);
