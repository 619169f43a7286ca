using Checkout.Local.Sidecar.Errors;
using Grpc.Core;

namespace Checkout.Local.Sidecar.State;

/// <summary>Makes an app's keys complete, as a component's <c>keyPrefix</c> says: <c>appid</c> (default), <c>name</c>, <c>namespace</c>, <c>none</c> or a literal.</summary>
internal static class KeyPrefix
{
    /// <summary>Separates prefix and key; no key may contain it.</summary>
    public const string Separator = "||";

    private const string Namespace = "default";

    /// <summary>The text before the app's own part of each key.</summary>
    /// <param name="strategy">The component's <c>keyPrefix</c>; null for the default.</param>
    /// <param name="appId">The app.</param>
    /// <param name="storeName">The component's name.</param>
    /// <returns>Prefix with separator; empty for none.</returns>
    public static string For(string? strategy, string appId, string storeName) => strategy?.ToLowerInvariant() switch
    {
        null or "" or "appid" => appId + Separator,
        "name" => storeName + Separator,
        "namespace" => $"{Namespace}.{appId}{Separator}",
        "none" => string.Empty,
        _ => strategy + Separator,
    };

    /// <summary>Refuses a key that contains the separator.</summary>
    /// <param name="key">The app's own key.</param>
    /// <param name="storeName">The component's name.</param>
    /// <exception cref="ApiException">400 <c>ERR_MALFORMED_REQUEST</c>.</exception>
    public static void Check(string key, string storeName)
    {
        if (key.Contains(Separator, StringComparison.Ordinal))
        {
            var message = $"input key/keyPrefix '{key}' can't contain '{Separator}'";
            throw new ApiException(
                400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", message,
                new ErrorDetail.BadRequest(key, message),
                new ErrorDetail.ResourceInfo("state", storeName),
                new ErrorDetail.ErrorInfo("DAPR_STATE_ILLEGAL_KEY"));
        }
    }
}
