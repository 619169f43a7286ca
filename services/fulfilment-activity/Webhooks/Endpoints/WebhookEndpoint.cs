using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Signing;

namespace Checkout.Fulfilment.Webhooks.Endpoints;

/// <summary>A merchant's webhook.</summary>
/// <param name="Id">Names it, also in state keys.</param>
/// <param name="Url">Where events are sent. It may bear a token of the merchant's, so it is not logged.</param>
/// <param name="EventTypes">Which.</param>
/// <param name="Description">The merchant's own note.</param>
/// <param name="State">Whether they are sent.</param>
/// <param name="DisabledReason">Why not.</param>
/// <param name="Secrets">The current one first; those before it sign until they end.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="Format">How messages are written and signed.</param>
internal sealed record WebhookEndpoint(
    string Id,
    string Url,
    IReadOnlyList<string> EventTypes,
    string? Description,
    WebhookState State,
    string? DisabledReason,
    IReadOnlyList<SigningSecret> Secrets,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    WebhookFormat Format = WebhookFormat.Standard)
{
    // A merchant who rotates in a hurry must not make the header grow for ever.
    private const int MostSecrets = 3;

    /// <summary>Whether events of the type are sent to it.</summary>
    public bool Wants(string eventType) => State is WebhookState.Enabled && EventTypes.Contains(eventType, StringComparer.Ordinal);

    /// <summary>The secrets that sign now.</summary>
    public IEnumerable<SigningSecret> SecretsAt(DateTimeOffset now) => Secrets.Where(secret => secret.ValidUntil is not { } end || now < end);

    /// <summary>With a new secret; the one before signs until <paramref name="overlapEnds"/>, unless it ends earlier anyway.</summary>
    public WebhookEndpoint Rotate(SigningSecret secret, DateTimeOffset overlapEnds, DateTimeOffset now) =>
        Secrets.Any(known => known.Salt.AsSpan().SequenceEqual(secret.Salt))
            ? this
            : this with
            {
                Secrets =
                [
                    secret,
                    .. SecretsAt(now).Select(old => old with { ValidUntil = old.ValidUntil ?? overlapEnds }).Take(MostSecrets - 1),
                ],
                ChangedAt = now,
            };

    /// <summary>Nothing is sent to it any more.</summary>
    public WebhookEndpoint Disable(string reason, DateTimeOffset now) =>
        this with { State = WebhookState.Disabled, DisabledReason = reason, ChangedAt = now };

    /// <summary>Events are sent to it again.</summary>
    public WebhookEndpoint Enable(DateTimeOffset now) => State is WebhookState.Enabled
        ? this
        : this with { State = WebhookState.Enabled, DisabledReason = null, ChangedAt = now };

    /// <summary>As its merchant sees it.</summary>
    /// <param name="secret">The secret, if it was just made.</param>
    /// <param name="previousUntil">Until when the one before signs too.</param>
    public Webhook ToView(string? secret = null, DateTimeOffset? previousUntil = null) =>
        new(Id, Url, EventTypes, Description, State, DisabledReason, CreatedAt, ChangedAt, secret, previousUntil, Format);
}

/// <summary>All webhooks of a tenant, a document of the state store.</summary>
/// <param name="Endpoints">Oldest first.</param>
internal sealed record TenantEndpoints(IReadOnlyList<WebhookEndpoint> Endpoints)
{
    public static readonly TenantEndpoints None = new([]);

    public WebhookEndpoint? Find(string id) => Endpoints.FirstOrDefault(endpoint => string.Equals(endpoint.Id, id, StringComparison.Ordinal));

    public TenantEndpoints With(WebhookEndpoint endpoint) => Find(endpoint.Id) is null ? new([.. Endpoints, endpoint]) : this;

    public TenantEndpoints Without(string id) =>
        Find(id) is null ? this : new([.. Endpoints.Where(endpoint => !string.Equals(endpoint.Id, id, StringComparison.Ordinal))]);

    /// <summary>With one changed; the same instance when it is not there or has not changed.</summary>
    public TenantEndpoints Change(string id, Func<WebhookEndpoint, WebhookEndpoint> change)
    {
        if (Find(id) is not { } found || change(found) is var changed && ReferenceEquals(changed, found))
        {
            return this;
        }

        return new([.. Endpoints.Select(endpoint => ReferenceEquals(endpoint, found) ? changed : endpoint)]);
    }
}
