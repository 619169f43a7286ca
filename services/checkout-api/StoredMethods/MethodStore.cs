using System.Net;
using System.Net.Http.Json;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Client;

namespace Checkout.Api.StoredMethods;

/// <summary>The customers' payment methods, which payment-activity keeps; asked through Dapr service invocation.</summary>
internal sealed class MethodStore(DaprClient dapr) : IDisposable
{
    private readonly HttpClient http = dapr.CreateInvokableHttpClient(AppIds.Payment);

    /// <summary>The customer's methods; null for a customer who never had one.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public Task<IReadOnlyList<StoredMethod>?> ListAsync(string tenantId, string customerUrn, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<StoredMethod>>($"/stored-methods/{tenantId}/{customerUrn}", cancellationToken);

    /// <summary>A method of any customer of the tenant; null when there is none.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public Task<StoredMethod?> FindAsync(string tenantId, string urn, CancellationToken cancellationToken) =>
        GetAsync<StoredMethod>($"/stored-methods/{tenantId}?urn={Uri.EscapeDataString(urn)}", cancellationToken);

    /// <summary>Has a card checked by its issuer and kept.</summary>
    /// <returns>The method, or why it is not kept.</returns>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public async Task<(StoredMethod? Method, StoredMethodRefusal? Refusal)> AddAsync(
        string tenantId, string customerUrn, CardData card, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync($"/stored-methods/{tenantId}/{customerUrn}", card, cancellationToken);
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            return (null, await response.Content.ReadFromJsonAsync<StoredMethodRefusal>(cancellationToken));
        }

        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<StoredMethod>(cancellationToken), null);
    }

    /// <summary>Forgets a method.</summary>
    /// <returns>False when the customer does not have it.</returns>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public async Task<bool> RemoveAsync(string tenantId, StoredMethod method, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(new Uri(PathOf(tenantId, method), UriKind.Relative), cancellationToken);
        return Exists(response);
    }

    /// <summary>Lets a method pay, or not.</summary>
    /// <returns>False when the customer does not have it.</returns>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public async Task<bool> SetStateAsync(string tenantId, StoredMethod method, string state, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(
            $"{PathOf(tenantId, method)}/state", new StoredMethodState(state), cancellationToken);
        return Exists(response);
    }

    public void Dispose() => http.Dispose();

    private static string PathOf(string tenantId, StoredMethod method) =>
        $"/stored-methods/{tenantId}/{method.CustomerUrn}/{method.PaymentMethodUrn}";

    private async Task<T?> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return Exists(response) ? await response.Content.ReadFromJsonAsync<T>(cancellationToken) : null;
    }

    private static bool Exists(HttpResponseMessage response) =>
        response.StatusCode != HttpStatusCode.NotFound && response.EnsureSuccessStatusCode().IsSuccessStatusCode;
}
