using Dapr.Client.Autogen.Grpc.v1;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    public override async Task<Dictionary<string, string>> GetSecretAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var request = new GetSecretRequest { StoreName = storeName, Key = key };
        Add(request.Metadata, metadata);
        var response = await CallAsync("Secret", RuntimeMethods.GetSecret, request, cancellationToken);
        return new Dictionary<string, string>(response.Data, StringComparer.Ordinal);
    }

    public override async Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        var request = new GetBulkSecretRequest { StoreName = storeName };
        Add(request.Metadata, metadata);
        var response = await CallAsync("Bulk secret", RuntimeMethods.GetBulkSecret, request, cancellationToken);
        return response.Data.ToDictionary(
            s => s.Key, s => new Dictionary<string, string>(s.Value.Secrets, StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
