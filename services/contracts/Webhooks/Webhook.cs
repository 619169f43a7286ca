using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Checkout.Contracts.Events;

namespace Checkout.Contracts.Webhooks;

/// <summary>What a merchant says about a webhook.</summary>
/// <param name="Url">Where events are sent: https, a public address.</param>
/// <param name="EventTypes">Types of events, see <see cref="MerchantEventTypes"/>; left out for all.</param>
/// <param name="Description">The merchant's own note, at most 200 characters.</param>
/// <param name="Format">How messages are written and signed.</param>
public sealed record WebhookRequest(
    [property: Required] string? Url,
    IReadOnlyList<string>? EventTypes = null,
    string? Description = null,
    WebhookFormat? Format = null);

/// <summary>How messages are written and signed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookFormat>))]
public enum WebhookFormat
{
    /// <summary>Our own events, signed by Standard Webhooks.</summary>
    Standard,

    /// <summary>
    /// Order events of the Agentic Commerce Protocol, signed by <c>Merchant-Signature</c> under the secret as it is written. Only orders of
    /// sessions that an agent has made are told of, once they are paid.
    /// </summary>
    Acp,

    /// <summary>
    /// Deliverect's checkout updates, signed by <c>HMAC</c> under the secret as it is written. Only the ends of checkouts of that dialect are
    /// told of.
    /// </summary>
    Deliverect,
}

/// <summary>Whether events are sent to a webhook.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookState>))]
public enum WebhookState
{
    /// <summary>Events are sent.</summary>
    Enabled,

    /// <summary>Nothing is sent until it is enabled again.</summary>
    Disabled,
}

/// <summary>A webhook as its merchant sees it.</summary>
/// <param name="WebhookId">Names it, e.g. <c>wh_5f0c…</c>.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="EventTypes">Which.</param>
/// <param name="Description">The merchant's own note.</param>
/// <param name="State">Whether they are sent.</param>
/// <param name="DisabledReason">Why not: <c>GONE</c> after the receiver answered 410.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="Secret">
/// <c>whsec_</c> and 32 bytes in base64, with which receivers check signatures. Only in the answer to the call that made it.
/// </param>
/// <param name="PreviousSecretUntil">After a rotation: until when messages are signed with the secret before, too.</param>
/// <param name="Format">How messages are written and signed.</param>
public sealed record Webhook(
    string WebhookId,
    string Url,
    IReadOnlyList<string> EventTypes,
    string? Description,
    WebhookState State,
    string? DisabledReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? PreviousSecretUntil = null,
    WebhookFormat Format = WebhookFormat.Standard);

/// <summary>All webhooks of a merchant.</summary>
/// <param name="Webhooks">Oldest first.</param>
public sealed record WebhookList(IReadOnlyList<Webhook> Webhooks);
