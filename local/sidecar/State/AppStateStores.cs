using Checkout.Local.Sidecar.Errors;
using Grpc.Core;

namespace Checkout.Local.Sidecar.State;

/// <summary>The state components of one app, by name.</summary>
/// <param name="appId">The app.</param>
/// <param name="stores">Its components.</param>
internal sealed class AppStateStores(string appId, IReadOnlyList<AppStateStore> stores)
{
    /// <summary>Finds a component.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ApiException"><c>ERR_STATE_STORE_NOT_CONFIGURED</c> or <c>ERR_STATE_STORE_NOT_FOUND</c>.</exception>
    public AppStateStore Find(string name)
    {
        foreach (var store in stores)
        {
            if (string.Equals(store.Name, name, StringComparison.Ordinal))
            {
                return store;
            }
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["appID"] = appId };
        throw stores.Count == 0
            ? new ApiException(
                500, StatusCode.FailedPrecondition, "ERR_STATE_STORE_NOT_CONFIGURED", $"state store {name} is not configured",
                new ErrorDetail.ErrorInfo("DAPR_STATE_NOT_CONFIGURED", metadata))
            : new ApiException(
                400, StatusCode.InvalidArgument, "ERR_STATE_STORE_NOT_FOUND", $"state store {name} is not found",
                new ErrorDetail.ErrorInfo("DAPR_STATE_NOT_FOUND", metadata));
    }
}
