using System.Text.Json;
using Checkout.Local.Sidecar.PubSub;
using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.Secrets;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Postgres;
using Checkout.Local.Sidecar.State.Sqlite;
using Checkout.Local.Sidecar.Workflow;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>The resources of all apps of a run. Folders are read once; apps that name the same table share one store.</summary>
internal sealed class RunResources(string baseDirectory, ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    private readonly Dictionary<string, ResourceFolder> folders = new(StringComparer.Ordinal);
    private readonly Dictionary<Component, ISecretStore> secretStores = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, IStateStore> stateStores = new(StringComparer.Ordinal);
    private readonly RunBrokers brokers = new(loggers, time);

    /// <summary>What the resources ask for in vain.</summary>
    public Notices Notices { get; } = new();

    /// <summary>The component that holds the workflows; null if no app has one.</summary>
    public IStateStore? ActorStore { get; private set; }

    /// <summary>What each app's Configuration says of workflows.</summary>
    public Dictionary<string, WorkflowSettings> WorkflowSettings { get; } = new(StringComparer.Ordinal);

    /// <summary>State stores by the component name that first led to them.</summary>
    public Dictionary<string, IStateStore> StateStoresByName { get; } = new(StringComparer.Ordinal);

    /// <summary>Loads what one app sees.</summary>
    /// <param name="app">The app.</param>
    /// <returns>Its resources, opened.</returns>
    /// <exception cref="ResourceException">A resource cannot be used.</exception>
    public AppResources Load(SidecarOptions app)
    {
        var configuration = app.ConfigFile is null ? Configuration.Default : Configuration.Read(Path.GetFullPath(app.ConfigFile, baseDirectory), Notices);
        WorkflowSettings[app.AppId] = configuration.Workflow with { MaxMessageBytes = app.MaxBodyBytes };
        var read = app.ResourcesPaths.Select(Folder).ToList();
        var components = read.SelectMany(folder => folder.Components).Where(component => component.Source.IsVisibleTo(app.AppId))
            .Where(component => !IsDenied(component, configuration)).ToList();
        var endpoints = read.SelectMany(folder => folder.HttpEndpoints).Where(endpoint => endpoint.Source.IsVisibleTo(app.AppId)).ToList();
        var resiliency = read.SelectMany(folder => folder.Resiliency).Where(policies => policies.Source.IsVisibleTo(app.AppId)).ToList();
        CheckNames(components.Select(component => component.Source));
        CheckNames(endpoints.Select(endpoint => endpoint.Source));
        CheckNames(resiliency.Select(policies => policies.Source));

        var secrets = components.Where(component => component.Type.StartsWith("secretstores.", StringComparison.Ordinal))
            .ToDictionary(component => component.Name, SecretStore, StringComparer.Ordinal);
        var values = new ValueResolver(secrets);
        var policies = new AppResiliency(resiliency, time);
        NoteUnusedPolicies(resiliency, read);
        var stores = components.Where(component => component.Type.StartsWith("state.", StringComparison.Ordinal))
            .Select(component => StateStore(app.AppId, component, values.Resolve(component), policies)).ToList();
        var actorStores = stores.Where(store => store.IsActorStore).ToList();
        if (actorStores.Count > 1)
        {
            throw actorStores[1].Component.Source.Error(
                null, "spec.metadata.actorStateStore", $"is set here and in {actorStores[0].Component.Source.Location}.", "Set it in one component only.");
        }

        return new AppResources(
            new AppStateStores(app.AppId, [.. stores.Select(store => store.AppStore)]),
            new AppSecretStores(secrets, configuration),
            [.. components.Select(component => LoadedComponent.From(component, secrets.GetValueOrDefault(component.Name)))],
            endpoints.ToDictionary(
                endpoint => endpoint.Name, endpoint => new LoadedHttpEndpoint(endpoint.BaseUrl, values.Resolve(endpoint)), StringComparer.Ordinal),
            policies,
            PubSub(app, components, values, policies, read),
            configuration);
    }

    // A type with or without its version, as in state.sqlite or state.sqlite/v1.
    private bool IsDenied(Component component, Configuration configuration)
    {
        string[] names = [component.Type, $"{component.Type}/{component.Version}"];
        if (!configuration.DeniedComponents.Intersect(names, StringComparer.Ordinal).Any())
        {
            return false;
        }

        Notices.Add(component.Source.Location, "spec.type", "is denied by spec.components.deny of a Configuration; the component is not loaded");
        return true;
    }

    /// <summary>Reaches the brokers, as daprd does before it serves anybody.</summary>
    /// <exception cref="ResourceException">A broker cannot be reached.</exception>
    public Task ConnectAsync(CancellationToken cancellationToken) => brokers.ConnectAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in stateStores.Values)
        {
            await store.DisposeAsync();
        }

        await brokers.DisposeAsync();
    }

    // Only calls to state stores and brokers are made under policies.
    private void NoteUnusedPolicies(IEnumerable<ResiliencyResource> resources, IReadOnlyList<ResourceFolder> read)
    {
        var guarded = read.SelectMany(folder => folder.Components)
            .Where(component => RunBrokers.IsOne(component) || component.Type.StartsWith("state.", StringComparison.Ordinal))
            .Select(component => component.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (resource, target) in resources.SelectMany(resource => resource.Outbound.Select(target => (resource, target))))
        {
            if (!guarded.Contains(target.Key))
            {
                Notices.Add(
                    resource.Source.Location, target.Value.Fields.Path, "has no effect, as no state store or pub/sub component has that name");
            }
        }
    }

    private AppPubSub PubSub(
        SidecarOptions app, IEnumerable<Component> components, ValueResolver values, AppResiliency policies, IEnumerable<ResourceFolder> read) => new(
        components.Where(RunBrokers.IsOne).ToDictionary(
            component => component.Name,
            component => brokers.Open(component, values.Resolve(component), app) with { Outbound = policies.ForOutbound(component.Name, "Pubsub") },
            StringComparer.Ordinal),
        [.. read.SelectMany(folder => folder.Subscriptions).Where(subscription => subscription.Source.IsVisibleTo(app.AppId))
            .Select(subscription => subscription.Topic)]);

    private static void CheckNames(IEnumerable<YamlResource> resources)
    {
        var seen = new Dictionary<string, YamlResource>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (!seen.TryAdd(resource.Name, resource))
            {
                throw resource.Error(null, "metadata.name", $"is also the name of {seen[resource.Name].Location}.", "Give each resource a name of its own.");
            }
        }
    }

    private ResourceFolder Folder(string path)
    {
        var full = Path.GetFullPath(path, baseDirectory);
        if (!folders.TryGetValue(full, out var folder))
        {
            folders[full] = folder = ResourceFolder.Read(full, Notices);
        }

        return folder;
    }

    private ISecretStore SecretStore(Component component)
    {
        if (secretStores.TryGetValue(component, out var store))
        {
            return store;
        }

        var values = new ValueResolver(new Dictionary<string, ISecretStore>(StringComparer.Ordinal)).Resolve(component);
        return secretStores[component] = component.Type is "secretstores.local.env"
            ? new EnvironmentSecretStore(values.GetValueOrDefault("prefix", string.Empty))
            : OpenSecretFile(component, values);
    }

    private FileSecretStore OpenSecretFile(Component component, IReadOnlyDictionary<string, string> values)
    {
        var file = Path.GetFullPath(values["secretsFile"], baseDirectory);
        try
        {
            return new FileSecretStore(file, values.GetValueOrDefault("nestedSeparator", ":"), ComponentValue.IsTrue(values, "multiValued"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw component.Source.Error(
                null, "spec.metadata.secretsFile", $"names {file}, which cannot be read: {e.Message}", "Write a JSON object of secrets there.");
        }
    }

    private (AppStateStore AppStore, Component Component, bool IsActorStore) StateStore(
        string appId, Component component, IReadOnlyDictionary<string, string> values, AppResiliency policies)
    {
        var store = Open(component, values);
        StateStoresByName.TryAdd(component.Name, store);
        var prefix = KeyPrefix.For(values.GetValueOrDefault("keyPrefix"), appId, component.Name);
        var isActorStore = ComponentValue.IsTrue(values, "actorStateStore");
        if (isActorStore && ActorStore is not null && !ReferenceEquals(ActorStore, store))
        {
            Notices.Add(component.Source.Location, "spec.metadata.actorStateStore", "another component already holds the workflows of all apps; this one does not");
        }

        ActorStore ??= isActorStore ? store : null;
        var calls = policies.ForOutbound(component.Name, "Statestore") is { } policy ? new GuardedStateStore(store, policy) : store;
        return (new AppStateStore(component.Name, calls, prefix, time), component, isActorStore);
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
        if (!stateStores.TryGetValue(found.Identity, out var store))
        {
            try
            {
                stateStores[found.Identity] = store = found.Open();
            }
            catch (Exception e) when (e is StateStoreException or IOException or UnauthorizedAccessException)
            {
                throw component.Source.Error(
                    null, "spec.metadata.connectionString", e.Message, "Name a file that can be written, or a server that is up and lets the sidecar in.");
            }
        }

        return store;
    }
}
