using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>Names of the Universal Commerce Protocol, version 2026-04-08.</summary>
internal static class UcpProtocol
{
    /// <summary>The one version that is spoken here.</summary>
    public const string Version = "2026-04-08";

    /// <summary>Name of the dialect in a session's extensions.</summary>
    public const string Dialect = "ucp";

    public const string ShoppingService = "dev.ucp.shopping";
    public const string Checkout = "dev.ucp.shopping.checkout";
    public const string Fulfillment = "dev.ucp.shopping.fulfillment";
    public const string Discount = "dev.ucp.shopping.discount";
    public const string Order = "dev.ucp.shopping.order";

    /// <summary>Action type of a challenge that a shopper has to pass, as later versions of the protocol name it.</summary>
    public const string ChallengeAction = "dev.ucp.payment.three_ds_challenge";

    /// <summary>How everything is written: snake case, and nothing that is not there.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A document of the protocol's own site, in this version.</summary>
    public static string Published(string path) => $"https://ucp.dev/{Version}/{path}";
}

/// <summary>The protocol's words for where a checkout stands.</summary>
internal static class UcpStatus
{
    public const string Incomplete = "incomplete";
    public const string RequiresEscalation = "requires_escalation";
    public const string ReadyForComplete = "ready_for_complete";
    public const string CompleteInProgress = "complete_in_progress";
    public const string Completed = "completed";
    public const string Canceled = "canceled";
}
