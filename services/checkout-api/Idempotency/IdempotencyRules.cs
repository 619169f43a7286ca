namespace Checkout.Api.Idempotency;

/// <summary>What a dialect says of <c>Idempotency-Key</c>. The rule of when a request is the same is one for all of them.</summary>
/// <param name="IsRequired">Whether a request without the header is refused.</param>
/// <param name="Refuse">The dialect's answer to a request that is not carried out.</param>
/// <param name="ReplayHeader">Header with the value <c>true</c> on an answer that was given before; null for none.</param>
internal sealed record IdempotencyRules(
    bool IsRequired, Func<HttpContext, IdempotencyProblem, IResult> Refuse, string? ReplayHeader = "Idempotent-Replayed");

/// <summary>Why a request is not carried out.</summary>
internal enum IdempotencyProblem
{
    /// <summary>The header is required and not there.</summary>
    Missing,

    /// <summary>It is there twice, or not 1 to 255 visible ASCII characters.</summary>
    Unusable,

    /// <summary>The key came before with another content.</summary>
    Conflicting,

    /// <summary>The first request with the key is being worked on; <c>Retry-After</c> is written already.</summary>
    InFlight,
}
