using Dapr.Client.Autogen.Grpc.v1;
using Dapr.Common.Channels;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    private static readonly TimeSpan HealthPollInterval = TimeSpan.FromMilliseconds(500);

    public override Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default) =>
        IsHealthyAsync("/v1.0/healthz", cancellationToken);

    public override Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default) =>
        IsHealthyAsync("/v1.0/healthz/outbound", cancellationToken);

    public override async Task WaitForSidecarAsync(CancellationToken cancellationToken = default)
    {
        while (!await CheckOutboundHealthAsync(cancellationToken))
        {
            await Task.Delay(HealthPollInterval, cancellationToken);
        }
    }

    public override async Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken = default)
    {
        var response = await CallAsync("Get metadata", RuntimeMethods.GetMetadata, new GetMetadataRequest(), cancellationToken);
        return new DaprMetadata(
            response.Id,
            [.. response.ActiveActorsCount.Select(a => new DaprActorMetadata(a.Type, a.Count))],
            new Dictionary<string, string>(response.ExtendedMetadata, StringComparer.Ordinal),
            [.. response.RegisteredComponents.Select(c => new DaprComponentsMetadata(c.Name, c.Type, c.Version, [.. c.Capabilities]))]);
    }

    public override Task SetMetadataAsync(string attributeName, string attributeValue, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(attributeName);
        return CallAsync(
            "Set metadata",
            RuntimeMethods.SetMetadata,
            new SetMetadataRequest { Key = attributeName, Value = attributeValue },
            cancellationToken);
    }

    public override Task ShutdownSidecarAsync(CancellationToken cancellationToken = default) =>
        CallAsync("Shutdown", RuntimeMethods.Shutdown, new ShutdownRequest(), cancellationToken);

    private async Task<bool> IsHealthyAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(httpEndpoint, path));
        AddApiToken(request);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void AddApiToken(HttpRequestMessage request)
    {
        if (!string.IsNullOrWhiteSpace(apiToken))
        {
            request.Headers.Add(DaprHeaders.ApiToken, apiToken);
        }
    }
}
