using Checkout.Api.Checkouts.Submission;
using Dapr.Client;
using NSubstitute;

namespace Checkout.SystemTests.Idempotency;

/// <summary>The request was lost: its process died.</summary>
internal sealed class CrashException() : Exception("The process died.");

/// <summary>
/// The real state store as one request sees it whose process dies at a chosen call: from then on nothing that the request tries happens.
/// </summary>
internal sealed class CrashingStore
{
    private readonly DaprClient store;
    private readonly int fatalCall;
    private readonly bool afterwards;
    private int calls;

    /// <param name="store">The real one.</param>
    /// <param name="fatalCall">Which call is the last one, from 1; 0 for none.</param>
    /// <param name="afterwards">Whether that call still takes effect.</param>
    public CrashingStore(DaprClient store, int fatalCall, bool afterwards)
    {
        (this.store, this.fatalCall, this.afterwards) = (store, fatalCall, afterwards);
        Pass<Admission>();
        Pass<KeyBinding>();
        Client.GetSecretAsync("", "").ReturnsForAnyArgs(call => store.GetSecretAsync(call.ArgAt<string>(0), call.ArgAt<string>(1)));
    }

    public DaprClient Client { get; } = Substitute.For<DaprClient>();

    private void Pass<T>()
        where T : class
    {
        Client.GetStateAsync<T>("", "").ReturnsForAnyArgs(call =>
            CallAsync(() => store.GetStateAsync<T>(call.ArgAt<string>(0), call.ArgAt<string>(1))));
        Client.GetStateAndETagAsync<T>("", "").ReturnsForAnyArgs(call =>
            CallAsync(() => store.GetStateAndETagAsync<T>(call.ArgAt<string>(0), call.ArgAt<string>(1))));
        Client.SaveStateAsync("", "", default(T)!).ReturnsForAnyArgs(call => CallAsync(async () =>
        {
            await store.SaveStateAsync(
                call.ArgAt<string>(0), call.ArgAt<string>(1), call.ArgAt<T>(2), call.ArgAt<StateOptions?>(3),
                call.ArgAt<IReadOnlyDictionary<string, string>?>(4));
            return true;
        }));
        Client.TrySaveStateAsync("", "", default(T)!, "").ReturnsForAnyArgs(call => CallAsync(() => store.TrySaveStateAsync(
            call.ArgAt<string>(0), call.ArgAt<string>(1), call.ArgAt<T>(2), call.ArgAt<string>(3), call.ArgAt<StateOptions?>(4),
            call.ArgAt<IReadOnlyDictionary<string, string>?>(5))));
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> work)
    {
        var number = Interlocked.Increment(ref calls);
        if (fatalCall > 0 && (number > fatalCall || (number == fatalCall && !afterwards)))
        {
            throw new CrashException();
        }

        var result = await work();
        return number == fatalCall ? throw new CrashException() : result;
    }
}
