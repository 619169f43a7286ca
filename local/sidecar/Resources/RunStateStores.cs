using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Postgres;
using Checkout.Local.Sidecar.State.Sqlite;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>The state stores of a run. Components that lead to the same table share one.</summary>
/// <param name="baseDirectory">What relative paths start from.</param>
/// <param name="loggers">Where the stores report trouble.</param>
/// <param name="time">Clock for times to live.</param>
/// <param name="notices">What the components ask for in vain.</param>
internal sealed class RunStateStores(string baseDirectory, ILoggerFactory loggers, TimeProvider time, Notices notices) : IAsyncDisposable
{
    private readonly Dictionary<string, IStateStore> opened = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IStateStore> byName = new(StringComparer.Ordinal);

    /// <summary>The store that holds the workflows; null if no app has one.</summary>
    public IStateStore? ActorStore { get; private set; }

    /// <summary>The stores by the component name that first led to them.</summary>
    public IReadOnlyDictionary<string, IStateStore> ByName => byName;

    /// <summary>Whether a component is a state store.</summary>
    public static bool IsOne(Component component) => component.Type.StartsWith("state.", StringComparison.Ordinal);

    /// <summary>The state stores that one app sees.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="components">Its components.</param>
    /// <param name="values">Resolves their fields.</param>
    /// <param name="policies">Policies for the app's calls.</param>
    /// <exception cref="ResourceException">A store cannot be opened, or two of them are to hold the workflows.</exception>
    public AppStateStores Of(string appId, IEnumerable<Component> components, ValueResolver values, AppResiliency policies)
    {
        var stores = new List<AppStateStore>();
        Component? actorStore = null;
        foreach (var component in components.Where(IsOne))
        {
            var resolved = values.Resolve(component);
            var store = Open(component, resolved);
            byName.TryAdd(component.Name, store);
            if (ComponentValue.IsTrue(resolved, "actorStateStore"))
            {
                if (actorStore is not null)
                {
                    throw component.Source.Error(
                        null, "spec.metadata.actorStateStore", $"is set here and in {actorStore.Source.Location}.", "Set it in one component only.");
                }

                actorStore = component;
                HoldWorkflows(component, store);
            }

            var calls = policies.ForOutbound(component.Name, "Statestore") is { } policy ? new GuardedStateStore(store, policy) : store;
            stores.Add(new AppStateStore(component.Name, calls, KeyPrefix.For(resolved.GetValueOrDefault("keyPrefix"), appId, component.Name), time));
        }

        return new AppStateStores(appId, stores);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in opened.Values)
        {
            await store.DisposeAsync();
        }
    }

    private void HoldWorkflows(Component component, IStateStore store)
    {
        ActorStore ??= store;
        if (!ReferenceEquals(ActorStore, store))
        {
            notices.Add(
                component.Source.Location, "spec.metadata.actorStateStore",
                "another component already holds the workflows of all apps; this one does not");
        }
    }

    private IStateStore Open(Component component, IReadOnlyDictionary<string, string> values)
    {
        var logger = loggers.CreateLogger("Checkout.Local.Sidecar.State");
        (string Identity, Func<IStateStore> Open) found = component.Type switch
        {
            "state.sqlite" when ComponentValue.Sqlite(component, values, baseDirectory) is { } sqlite =>
                ($"{sqlite.File} {sqlite.TableName}", () => new SqliteStateStore(sqlite, time, logger)),
            "state.postgresql" when ComponentValue.Postgres(component, values) is { } postgres =>
                (postgres.Display, () => new PostgresStateStore(postgres, time, logger)),
            _ => ($"memory of {component.Source.File} {component.Name}", () => new InMemoryStateStore(time)),
        };
        if (opened.TryGetValue(found.Identity, out var store))
        {
            return store;
        }

        try
        {
            return opened[found.Identity] = found.Open();
        }
        catch (Exception e) when (e is StateStoreException or IOException or UnauthorizedAccessException)
        {
            throw component.Source.Error(
                null, "spec.metadata.connectionString", e.Message, "Name a file that can be written, or a server that is up and lets the sidecar in.");
        }
    }
}
