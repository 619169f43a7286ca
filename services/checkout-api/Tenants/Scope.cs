namespace Checkout.Api.Tenants;

/// <summary>What an API key may be used for.</summary>
internal static class Scope
{
    /// <summary>Read offers, checkouts, stored payment methods, entitlements and webhooks.</summary>
    public const string CheckoutsRead = "checkouts:read";

    /// <summary>Submit orders.</summary>
    public const string CheckoutsWrite = "checkouts:write";

    /// <summary>Add, delete, activate and inactivate stored payment methods.</summary>
    public const string MethodsWrite = "methods:write";

    /// <summary>Add, change and delete webhooks, and replay events.</summary>
    public const string WebhooksWrite = "webhooks:write";

    /// <summary>The operators' API, e.g. the catalogue. Never given to a key that does not name it.</summary>
    public const string Operate = "operate";

    /// <summary>What a key may do that names no scopes: all that a merchant does.</summary>
    public static readonly IReadOnlyList<string> OfMerchants = [CheckoutsRead, CheckoutsWrite, MethodsWrite, WebhooksWrite];

    /// <summary>All scopes that there are.</summary>
    public static readonly IReadOnlyList<string> All = [.. OfMerchants, Operate];
}
