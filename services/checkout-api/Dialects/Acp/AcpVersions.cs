using Checkout.Api.Idempotency;
using Microsoft.AspNetCore.Http.Features;

namespace Checkout.Api.Dialects.Acp;

/// <summary>The versions of the protocol that are spoken here; the header <c>API-Version</c> chooses one.</summary>
internal static class AcpVersions
{
    public const string Header = "API-Version";

    /// <summary>Oldest first.</summary>
    public static readonly IReadOnlyList<IAcpVersion> All = [new V20250929.Version20250929(), new V20260417.Version20260417()];

    /// <summary>Their names, oldest first.</summary>
    public static readonly IReadOnlyList<string> Names = [.. All.Select(version => version.Name)];

    /// <summary>Refuses a request that names no version, or one that is not spoken here.</summary>
    public static TBuilder NamesVersion<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var named = context.Request.Headers[Header];
            if (named.Count == 0)
            {
                return Refuse("missing_api_version", $"Send the header {Header}.");
            }

            var wanted = named is [{ } name] ? name.Trim() : null;
            if (All.FirstOrDefault(version => string.Equals(version.Name, wanted, StringComparison.Ordinal)) is not { } chosen)
            {
                return Refuse("unsupported_api_version", "This version of the protocol is not spoken here.");
            }

            context.Features.Set(chosen);
            return await next(invocation);
        });

    /// <summary>The version of a request that has passed <see cref="NamesVersion"/>.</summary>
    public static IAcpVersion GetAcpVersion(this HttpContext context) => context.Features.GetRequiredFeature<IAcpVersion>();

    /// <summary>What the version of the request says of <c>Idempotency-Key</c>.</summary>
    public static IdempotencyRules IdempotencyOf(HttpContext context) => context.GetAcpVersion().Idempotency;

    private static IResult Refuse(string code, string message) =>
        (AcpError.Invalid(code, message) with { SupportedVersions = Names }).ToResult();
}
