using System.Net;
using System.Net.Http.Json;
using Checkout.Contracts;
using Dapr.Client;

namespace Checkout.Api.Webhooks;

/// <summary>The tenants' webhooks, which fulfilment-activity keeps and delivers to; asked through Dapr service invocation.</summary>
internal sealed class WebhookService(DaprClient dapr) : IDisposable
{
    private const string Problem = "application/problem+json";

    private readonly HttpClient http = dapr.CreateInvokableHttpClient(AppIds.Fulfilment);

    /// <summary>Asks, and passes on what is answered: a result, or a problem that is the merchant's to solve.</summary>
    /// <typeparam name="T">What a good answer holds.</typeparam>
    /// <param name="method">The verb.</param>
    /// <param name="tenantId">Whose webhooks.</param>
    /// <param name="path">Below them; of checked parts only.</param>
    /// <param name="body">What to send; null for nothing.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="HttpRequestException">fulfilment-activity did not answer.</exception>
    public async Task<IResult> SendAsync<T>(
        HttpMethod method, string tenantId, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/webhooks/{tenantId}{path}", UriKind.Relative))
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType()),
        };
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            var problem = await response.Content.ReadAsStringAsync(cancellationToken);
            return Results.Text(problem, Problem, statusCode: (int)response.StatusCode);
        }

        response.EnsureSuccessStatusCode();
        return response.StatusCode is HttpStatusCode.NoContent
            ? Results.NoContent()
            : Results.Json(await response.Content.ReadFromJsonAsync<T>(cancellationToken), statusCode: (int)response.StatusCode);
    }

    public void Dispose() => http.Dispose();
}
