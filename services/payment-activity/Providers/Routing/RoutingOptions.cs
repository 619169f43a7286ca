using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Routing;

/// <summary>Configuration section <c>Routing</c>: which PSP takes which payment.</summary>
internal sealed record RoutingOptions
{
    public const string Section = "Routing";

    /// <summary>
    /// Rules in order; the first that fits decides. A payment that none fits goes to <see cref="PaymentOptions.DefaultProvider"/>, or to
    /// whoever takes its channel.
    /// </summary>
    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    /// <summary>Authorisations of one order in all, step-up and fallback included.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Calls without an answer in a row after which a PSP gets no new payments for a while.</summary>
    public int FailuresUntilOpen { get; init; } = 5;

    /// <summary>How long it gets none; then one payment tries it.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>One rule. Every condition that is left empty fits.</summary>
internal sealed record RoutingRule
{
    public IReadOnlyList<PaymentChannel> Channels { get; init; } = [];

    /// <summary>ISO 4217 codes.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = [];

    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>First digits of card numbers, six or eight usually.</summary>
    public IReadOnlyList<string> Bins { get; init; } = [];

    /// <summary>Who takes the payment, in the order of preference for a fallback.</summary>
    public IReadOnlyList<RoutingTarget> Providers { get; init; } = [];
}

/// <summary>A PSP of a rule.</summary>
internal sealed record RoutingTarget
{
    /// <summary>Its identifier, e.g. <c>stripe</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Its share of the volume, relative to the others of the rule; 0 is for fallback only.</summary>
    public int Weight { get; init; } = 1;
}
