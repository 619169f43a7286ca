using System.Collections.ObjectModel;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    // Over HTTP, which knows the same call: its gRPC messages are not published with the others.
    public override async Task<StateQueryResponse<TValue>> QueryStateAsync<TValue>(
        string storeName,
        string jsonQuery,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(jsonQuery);
        var query = string.Join('&', (metadata ?? ReadOnlyDictionary<string, string>.Empty).Select(
            item => $"metadata.{Uri.EscapeDataString(item.Key)}={Uri.EscapeDataString(item.Value)}"));
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(httpEndpoint, $"/v1.0-alpha1/state/{Uri.EscapeDataString(storeName)}/query{(query.Length > 0 ? "?" : string.Empty)}{query}"))
        {
            Content = new StringContent(jsonQuery, Encoding.UTF8, "application/json"),
        };
        AddApiToken(request);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var found = answer.StatusCode is System.Net.HttpStatusCode.NoContent
                ? null
                : await answer.Content.ReadFromJsonAsync<QueryAnswer>(JsonSerializerOptions.Web, cancellationToken);
            return ToResponse<TValue>(found ?? new QueryAnswer(null, null, null));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new DaprException("Query state operation failed: the Dapr endpoint indicated a failure. See InnerException for details.", e);
        }
    }

    private StateQueryResponse<TValue> ToResponse<TValue>(QueryAnswer answer)
    {
        var items = (answer.Results ?? []).Select(item => new StateQueryItem<TValue>(
            item.Key,
            item.Data is { ValueKind: not JsonValueKind.Undefined } data ? data.Deserialize<TValue>(jsonOptions) : default,
            item.ETag ?? string.Empty,
            item.Error ?? string.Empty)).ToLookup(item => item.Error.Length == 0);
        var response = new StateQueryResponse<TValue>(
            [.. items[true]], answer.Token ?? string.Empty, answer.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal));
        return items[false].Any()
            ? throw new StateQueryException<TValue>(
                "Encountered an error while processing state query results.", response, [.. items[false].Select(item => item.Key)])
            : response;
    }

    private sealed record QueryAnswer(IReadOnlyList<QueryItem>? Results, string? Token, Dictionary<string, string>? Metadata);

    private sealed record QueryItem(string Key, JsonElement? Data, string? ETag, string? Error);
}
