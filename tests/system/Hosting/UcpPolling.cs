using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Hosting;

/// <summary>A platform that asks until it has its answer.</summary>
internal static class UcpPolling
{
    /// <summary>Gets a checkout until it has the given status.</summary>
    /// <returns>That answer.</returns>
    public static async Task<JsonNode> UntilAsync(this UcpPlatform platform, string id, string status)
    {
        JsonNode? latest = null;
        await Eventually.HoldsAsync(
            async () => string.Equals((latest = await platform.GetAsync(id))["status"]!.GetValue<string>(), status, StringComparison.Ordinal),
            () => $"It did not become {status}: {latest?.ToJsonString()}");
        return latest!;
    }
}
