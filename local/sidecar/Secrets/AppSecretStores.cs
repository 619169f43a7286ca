using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Resources;
using Grpc.Core;

namespace Checkout.Local.Sidecar.Secrets;

/// <summary>The secret stores of one app, and which secrets its Configuration lets it read.</summary>
/// <param name="stores">By component name.</param>
/// <param name="configuration">The app's Configuration.</param>
internal sealed class AppSecretStores(IReadOnlyDictionary<string, ISecretStore> stores, Configuration configuration)
{
    /// <summary>Reads one secret.</summary>
    /// <exception cref="ApiException">No such store or secret, or the app may not read it.</exception>
    public IReadOnlyDictionary<string, string> Get(string storeName, string name)
    {
        var store = Find(storeName);
        if (!IsAllowed(storeName, name))
        {
            throw new ApiException(
                403, StatusCode.PermissionDenied, "ERR_PERMISSION_DENIED", $"access denied by policy to get \"{name}\" from \"{storeName}\"");
        }

        return store.Get(name) ?? throw new ApiException(
            500, StatusCode.Internal, "ERR_SECRET_GET",
            $"failed getting secret with key {name} from secret store {storeName}: secret {name} not found");
    }

    /// <summary>Reads all secrets of a store that the app may read.</summary>
    /// <exception cref="ApiException">No such store.</exception>
    public IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, string>>> GetAll(string storeName) =>
        Find(storeName).GetAll().Where(secret => IsAllowed(storeName, secret.Key));

    private bool IsAllowed(string store, string secret) => !configuration.SecretScopes.TryGetValue(store, out var scope) || scope.Allows(secret);

    private ISecretStore Find(string name) =>
        stores.Count == 0 ? throw new ApiException(
            500, StatusCode.FailedPrecondition, "ERR_SECRET_STORES_NOT_CONFIGURED", "secret store is not configured")
        : stores.GetValueOrDefault(name) ?? throw new ApiException(
            401, StatusCode.InvalidArgument, "ERR_SECRET_STORE_NOT_FOUND", $"failed finding secret store with key {name}");
}
