using Checkout.Contracts;
using Checkout.Contracts.Operations;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Operations;

/// <summary>What operators did to one order; state key <c>operator-actions-{trackingNumber}</c>.</summary>
/// <param name="Actions">In the order in which they were done.</param>
internal sealed record OperatorActions(IReadOnlyList<OperatorAction> Actions)
{
    public static readonly OperatorActions None = new([]);
}

/// <summary>One action of an operator. It is written down before it is done.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Action"><c>retry</c> or <c>resolve</c>.</param>
/// <param name="Operator">Who, as the operator says.</param>
/// <param name="Key">Which API key: the first eight digits of its SHA-256, hex.</param>
/// <param name="Reason">Why.</param>
internal sealed record OperatorAction(DateTimeOffset At, string Action, string Operator, string Key, string Reason)
{
    public const string Retry = "retry";
    public const string Resolve = "resolve";

    /// <summary>The action as a line of the order's timeline.</summary>
    public TimelineEntry ToTimeline() => new(At, $"operator-{Action}", $"{Operator}: {Reason}", Code: $"key {Key}");
}

/// <summary>The operators' actions, kept with the order.</summary>
internal sealed class OperatorAudit(DaprClient dapr)
{
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<IReadOnlyList<OperatorAction>> ReadAsync(string trackingNumber, CancellationToken cancellationToken) =>
        (await dapr.ReadAsync<OperatorActions>(Key(trackingNumber), cancellationToken) ?? OperatorActions.None).Actions;

    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public Task WriteAsync(string trackingNumber, OperatorAction action, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<OperatorActions>(
            Key(trackingNumber),
            current => new OperatorActions([.. (current ?? OperatorActions.None).Actions, action]),
            cancellationToken);

    private static string Key(string trackingNumber)
    {
        Identifier.Require(trackingNumber);
        return $"operator-actions-{trackingNumber}";
    }
}
