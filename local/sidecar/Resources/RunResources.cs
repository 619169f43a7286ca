using Checkout.Local.Sidecar.PubSub;
using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.Secrets;
using Checkout.Local.Sidecar.Workflow;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>The resources of all apps of a run. Folders are read once; apps that name the same table share one store.</summary>
internal sealed class RunResources : IAsyncDisposable
{
    private readonly string baseDirectory;
    private readonly TimeProvider time;
    private readonly Dictionary<string, ResourceFolder> folders = new(StringComparer.Ordinal);
    private readonly RunSecretStores secretStores;
    private readonly RunBrokers brokers;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="baseDirectory">What relative paths start from.</param>
    /// <param name="loggers">Where stores and brokers report trouble.</param>
    /// <param name="time">Clock of stores, brokers and policies.</param>
    public RunResources(string baseDirectory, ILoggerFactory loggers, TimeProvider time)
    {
        this.baseDirectory = baseDirectory;
        this.time = time;
        secretStores = new RunSecretStores(baseDirectory);
        brokers = new RunBrokers(loggers, time);
        StateStores = new RunStateStores(baseDirectory, loggers, time, Notices);
    }

    /// <summary>What the resources ask for in vain.</summary>
    public Notices Notices { get; } = new();

    /// <summary>The state stores of all apps.</summary>
    public RunStateStores StateStores { get; }

    /// <summary>What each app's Configuration says of workflows.</summary>
    public Dictionary<string, WorkflowSettings> WorkflowSettings { get; } = new(StringComparer.Ordinal);

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

        var secrets = secretStores.Of(components);
        var values = new ValueResolver(secrets);
        var policies = new AppResiliency(resiliency, time);
        NoteUnusedPolicies(resiliency, read);
        return new AppResources(
            StateStores.Of(app.AppId, components, values, policies),
            new AppSecretStores(secrets, configuration),
            [.. components.Select(component => LoadedComponent.From(component, secrets.GetValueOrDefault(component.Name)))],
            endpoints.ToDictionary(
                endpoint => endpoint.Name, endpoint => new LoadedHttpEndpoint(endpoint.BaseUrl, values.Resolve(endpoint)), StringComparer.Ordinal),
            policies,
            PubSub(app, components, values, policies, read),
            configuration);
    }

    /// <summary>Reaches the brokers, as daprd does before it serves anybody.</summary>
    /// <exception cref="ResourceException">A broker cannot be reached.</exception>
    public Task ConnectAsync(CancellationToken cancellationToken) => brokers.ConnectAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StateStores.DisposeAsync();
        await brokers.DisposeAsync();
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

    // Only calls to state stores and brokers are made under policies.
    private void NoteUnusedPolicies(IEnumerable<ResiliencyResource> resources, IReadOnlyList<ResourceFolder> read)
    {
        var guarded = read.SelectMany(folder => folder.Components)
            .Where(component => RunBrokers.IsOne(component) || RunStateStores.IsOne(component))
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
}
