using Checkout.Api.Checkouts.Workflow;
using Microsoft.Net.Http.Headers;

namespace Checkout.Api.Checkouts.Status;

/// <summary>
/// ETag of a status (RFC 9110): changes exactly when the order does. It is weak, since two answers about the same state may differ in
/// their polling guidance.
/// </summary>
internal static class StatusTag
{
    public static EntityTagHeaderValue Of(CheckoutProgress progress)
    {
        // Who holds an order adds a reason without a new version.
        var version = progress.Version == 0 ? $"t{progress.ChangedAt.UtcTicks}" : $"v{progress.Version}";
        var reason = progress.ReasonCode is { } code ? $"-{code}" : string.Empty;
        return new EntityTagHeaderValue($"\"{version}-{progress.Phase}{reason}\"", isWeak: true);
    }

    /// <summary>Whether the caller already has this state (<c>If-None-Match</c>).</summary>
    public static bool IsKnown(this HttpRequest request, EntityTagHeaderValue tag) => request.GetTypedHeaders().IfNoneMatch
        .Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
}
