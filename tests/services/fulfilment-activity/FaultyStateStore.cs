using System.Globalization;
using System.Text.Json;
using Checkout.Fulfilment.Entitlements;
using Checkout.Fulfilment.Orders;
using Checkout.Fulfilment.Stock;
using Dapr;
using Dapr.Client;
using NSubstitute;

namespace Checkout.Services.Tests.FulfilmentActivity;

/// <summary>
/// A Dapr client over a dictionary, with ETags and first-write, that can fail at a chosen call or let something else happen before it.
/// </summary>
internal sealed class FaultyStateStore
{
    private readonly Dictionary<string, (string Json, int Version)> documents = new(StringComparer.Ordinal);
    private int callsToFailure;
    private int callsToInterruption;
    private Func<Task>? interruption;

    public FaultyStateStore()
    {
        Hold<FulfilmentOrder>();
        Hold<StockLevel>();
        Hold<CustomerEntitlements>();
    }

    public DaprClient Client { get; } = Substitute.For<DaprClient>();

    /// <summary>Whether the failing call fails after its work was done: the answer is lost.</summary>
    public bool LosesAnswer { get; set; }

    public bool HasFailed { get; private set; }

    public int Writes { get; private set; }

    public T? Read<T>(string key)
        where T : class =>
        documents.TryGetValue(key, out var document) ? JsonSerializer.Deserialize<T>(document.Json, JsonSerializerOptions.Web) : null;

    /// <summary>Lets a coming call fail, once.</summary>
    /// <param name="call">Which, from 1.</param>
    public void FailNext(int call) => callsToFailure = call;

    /// <summary>Lets something happen before a coming call, once.</summary>
    /// <param name="call">Which, from 1.</param>
    /// <param name="happening">May make calls of its own.</param>
    public void InterruptNext(int call, Func<Task> happening) => (callsToInterruption, interruption) = (call, happening);

    private void Hold<T>()
        where T : class
    {
        Client.GetStateAsync<T>("", "").ReturnsForAnyArgs(call => CallAsync(() => Read<T>(call.ArgAt<string>(1))!));
        Client.GetStateAndETagAsync<T>("", "").ReturnsForAnyArgs(call => CallAsync(() =>
            (Read<T>(call.ArgAt<string>(1))!, Etag(call.ArgAt<string>(1)) ?? "")));
        Client.SaveStateAsync("", "", default(T)!).ReturnsForAnyArgs(call => CallAsync(() =>
            Write(call.ArgAt<string>(1), call.ArgAt<T>(2), expected: null) ? true : throw new DaprException("possible etag mismatch")));
        Client.TrySaveStateAsync("", "", default(T)!, "").ReturnsForAnyArgs(call => CallAsync(() =>
            Write(call.ArgAt<string>(1), call.ArgAt<T>(2), call.ArgAt<string>(3))));
    }

    private async Task<TResult> CallAsync<TResult>(Func<TResult> work)
    {
        if (--callsToInterruption == 0)
        {
            await (interruption?.Invoke() ?? Task.CompletedTask);
        }

        var fails = --callsToFailure == 0;
        HasFailed |= fails;
        if (fails && !LosesAnswer)
        {
            throw new DaprException("The state store did not answer.");
        }

        var result = work();
        return fails ? throw new DaprException("The answer of the state store was lost.") : result;
    }

    private bool Write<T>(string key, T value, string? expected)
    {
        if (!string.Equals(Etag(key), expected, StringComparison.Ordinal))
        {
            return false;
        }

        Writes++;
        var version = documents.TryGetValue(key, out var document) ? document.Version + 1 : 1;
        documents[key] = (JsonSerializer.Serialize(value, JsonSerializerOptions.Web), version);
        return true;
    }

    private string? Etag(string key) =>
        documents.TryGetValue(key, out var document) ? document.Version.ToString(CultureInfo.InvariantCulture) : null;
}
