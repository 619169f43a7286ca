using System.Security.Cryptography;
using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Signing;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Fulfilment.Webhooks.Endpoints;

/// <summary>The merchants' webhooks in the state store, one document per tenant.</summary>
internal sealed class EndpointRecords(DaprClient dapr, WebhookSecrets secrets, WebhookOptions options, TimeProvider time)
{
    private const int IdBytes = 12;

    public async Task<TenantEndpoints> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<TenantEndpoints>(Key(tenantId), cancellationToken) ?? TenantEndpoints.None;

    /// <summary>The webhook; null when the tenant has none of this ID.</summary>
    public async Task<WebhookEndpoint?> FindAsync(string tenantId, string webhookId, CancellationToken cancellationToken) =>
        (await ReadAsync(tenantId, cancellationToken)).Find(webhookId);

    /// <summary>Adds a webhook.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="request">Checked.</param>
    /// <param name="cancellationToken">Gives the change up.</param>
    /// <returns>The webhook with its secret; null when the tenant has as many as it may.</returns>
    public async Task<Webhook?> AddAsync(string tenantId, WebhookRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = secrets.New();
        var id = $"wh_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}";
        var written = await secrets.WriteAsync(tenantId, id, secret, cancellationToken);
        var endpoint = new WebhookEndpoint(
            id,
            request.Url!,
            TypesOf(request),
            request.Description,
            WebhookState.Enabled,
            DisabledReason: null,
            [secret],
            now,
            now,
            FormatOf(request));
        var all = await UpdateAsync(
            tenantId, current => current.Endpoints.Count < options.MaxPerTenant ? current.With(endpoint) : current, cancellationToken);
        return all.Find(id)?.ToView(written);
    }

    /// <summary>Changes what a merchant says about a webhook; null when there is none.</summary>
    public Task<WebhookEndpoint?> ReplaceAsync(string tenantId, string webhookId, WebhookRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenantId,
            webhookId,
            endpoint => endpoint with
            {
                Url = request.Url!, EventTypes = TypesOf(request), Description = request.Description, ChangedAt = time.GetUtcNow(),
                Format = FormatOf(request),
            },
            cancellationToken);

    /// <summary>Gives a webhook a new secret; null when there is none.</summary>
    public async Task<Webhook?> RotateAsync(string tenantId, string webhookId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = secrets.New();
        var written = await secrets.WriteAsync(tenantId, webhookId, secret, cancellationToken);
        var overlapEnds = now + options.SecretOverlap;
        var rotated = await ChangeAsync(tenantId, webhookId, endpoint => endpoint.Rotate(secret, overlapEnds, now), cancellationToken);
        return rotated?.ToView(written, overlapEnds);
    }

    /// <summary>Sends events to a webhook again; null when there is none.</summary>
    public Task<WebhookEndpoint?> EnableAsync(string tenantId, string webhookId, CancellationToken cancellationToken) =>
        ChangeAsync(tenantId, webhookId, endpoint => endpoint.Enable(time.GetUtcNow()), cancellationToken);

    /// <summary>Sends no more events to a webhook; null when there is none.</summary>
    public Task<WebhookEndpoint?> DisableAsync(string tenantId, string webhookId, string reason) =>
        ChangeAsync(tenantId, webhookId, endpoint => endpoint.Disable(reason, time.GetUtcNow()), CancellationToken.None);

    /// <summary>Forgets a webhook.</summary>
    public Task RemoveAsync(string tenantId, string webhookId, CancellationToken cancellationToken) =>
        UpdateAsync(tenantId, current => current.Without(webhookId), cancellationToken);

    private async Task<WebhookEndpoint?> ChangeAsync(
        string tenantId, string webhookId, Func<WebhookEndpoint, WebhookEndpoint> change, CancellationToken cancellationToken) =>
        (await UpdateAsync(tenantId, current => current.Change(webhookId, change), cancellationToken)).Find(webhookId);

    private Task<TenantEndpoints> UpdateAsync(
        string tenantId, Func<TenantEndpoints, TenantEndpoints> change, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<TenantEndpoints>(Key(tenantId), current => change(current ?? TenantEndpoints.None), cancellationToken);

    private static IReadOnlyList<string> TypesOf(WebhookRequest request) => request.EventTypes is null
        ? MerchantEventTypes.All
        : [.. request.EventTypes.Distinct(StringComparer.Ordinal)];

    private static WebhookFormat FormatOf(WebhookRequest request) => request.Format ?? WebhookFormat.Standard;

    private static string Key(string tenantId)
    {
        Identifier.Require(tenantId);
        return $"webhooks-{tenantId}";
    }
}
