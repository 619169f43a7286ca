using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment;
using Checkout.Services.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

/// <summary>The fulfilment service as it runs, with a broker and the keys of webhooks; receivers may be on this machine.</summary>
public sealed class WebhookSystem() : ServiceSystem(AppIds.Fulfilment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override IEnumerable<string> Settings => ["--Webhooks:AllowLocal=true", "--Webhooks:Timeout=00:00:02"];

    internal Task PublishAsync(MerchantEvent merchantEvent) =>
        Dapr.PublishEventAsync("pubsub", MerchantEvent.Topic, merchantEvent, Cancel);

    internal async Task<Webhook> AddAsync(string tenant, string url, params string[] eventTypes)
    {
        using var response = await Http.PostAsJsonAsync(
            $"/webhooks/{tenant}", new WebhookRequest(url, eventTypes.Length == 0 ? null : eventTypes), Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync<Webhook>(Cancel)).ShouldNotBeNull();
    }

    internal async Task<T> GetAsync<T>(string path) => (await Http.GetFromJsonAsync<T>(path, Cancel))!;

    internal async Task<T> PostAsync<T>(string path, object? body = null)
    {
        using var response = await Http.PostAsJsonAsync(path, body, Cancel);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Cancel));
        return (await response.Content.ReadFromJsonAsync<T>(Cancel))!;
    }

    /// <summary>The delivery of an event once it is in a state.</summary>
    internal async Task<WebhookDelivery> UntilAsync(string tenant, string webhookId, string eventId, WebhookDeliveryState state, int attempts = 0)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Patience);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var page = await GetAsync<WebhookDeliveryPage>($"/webhooks/{tenant}/{webhookId}/deliveries");
            if (page.Deliveries.FirstOrDefault(delivery => string.Equals(delivery.EventId, eventId, StringComparison.Ordinal)) is { } found
                && found.State == state && found.Attempts.Count >= attempts)
            {
                return found;
            }

            await pulse.WaitForNextTickAsync(limit.Token);
        }
    }

    protected override WebApplication Create(string[] args) => FulfilmentApp.Create(args);

    protected override async Task PrepareAsync()
    {
        await WriteAsync("keys.json", JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["webhook-key-1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        }));
        await WriteAsync("webhook-secrets.yaml", """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: { name: webhook-secrets }
            spec:
              type: secretstores.local.file
              version: v1
              metadata: [{ name: secretsFile, value: keys.json }]
            """);
        await WriteAsync("pubsub.yaml", """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: { name: pubsub }
            spec: { type: pubsub.in-memory, version: v1 }
            """);
    }
}
