using System.Net.Http.Json;
using System.Text.Json;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Run.Demo;

/// <summary>A merchant's side of a checkout, over HTTP.</summary>
/// <param name="http">Client without a base address.</param>
/// <param name="merchantApi">Address of the merchant API.</param>
internal sealed class Merchant(HttpClient http, Uri merchantApi)
{
    private const string MerchantApiAppId = "checkout-api";

    /// <summary>Where merchants find the system.</summary>
    /// <param name="definition">The run file.</param>
    /// <returns>Null when the file starts no <c>checkout-api</c>.</returns>
    public static Uri? AddressOf(RunDefinition definition) =>
        definition.Apps.FirstOrDefault(app => string.Equals(app.AppId, MerchantApiAppId, StringComparison.Ordinal)) is { AppPort: { } port }
            ? new Uri($"http://localhost:{port}")
            : null;

    /// <summary>Submits an order.</summary>
    /// <param name="cardNumber">A test card.</param>
    /// <param name="correlationId">The merchant's own id of the order.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer, and the address of the order's status.</returns>
    /// <exception cref="DemoException">The order was not accepted.</exception>
    public async Task<(CheckoutAnswer Answer, Uri Status)> SubmitAsync(
        string cardNumber, string correlationId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, new Uri(merchantApi, SampleOrder.SubmitPath));
        request.Content = JsonContent.Create(SampleOrder.WithCard(correlationId, cardNumber));
        using var response = await http.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode != 202 || response.Headers.Location is not { } location)
        {
            throw await RefusalAsync("submit", response, cancellationToken);
        }

        return (await ReadAsync(response, cancellationToken), new Uri(merchantApi, location));
    }

    /// <summary>Asks for the status of an order.</summary>
    /// <param name="status">Address that the submit returned.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="DemoException">The status was refused.</exception>
    public async Task<CheckoutAnswer> AskAsync(Uri status, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, status);
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync("status", response, cancellationToken);
        }

        return await ReadAsync(response, cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add(SampleOrder.Tenant.Name, SampleOrder.Tenant.Value);
        request.Headers.Add(SampleOrder.ApiKey.Name, SampleOrder.ApiKey.Value);
        return request;
    }

    private static async Task<CheckoutAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<CheckoutAnswer>(cancellationToken)
                ?? throw new DemoException("The answer is empty.");
        }
        catch (JsonException)
        {
            throw new DemoException($"The answer is not a CheckoutResult: {await ShortBodyAsync(response, cancellationToken)}");
        }
    }

    private static async Task<DemoException> RefusalAsync(string call, HttpResponseMessage response, CancellationToken cancellationToken) =>
        new($"The {call} was answered {(int)response.StatusCode}: {await ShortBodyAsync(response, cancellationToken)}");

    private static async Task<string> ShortBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        const int enough = 300;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return body.Length <= enough ? body : body[..enough] + "…";
    }
}
