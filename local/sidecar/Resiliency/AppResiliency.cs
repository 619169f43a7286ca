namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>
/// The policies that govern one app's calls. Several resources count as one; where they use the same name, the later one wins.
/// A target that no resource names gets the policies called <c>Default…Policy</c>, if there are any.
/// </summary>
internal sealed class AppResiliency
{
    private readonly TimeProvider time;
    private readonly Dictionary<string, TimeSpan> timeouts;
    private readonly Dictionary<string, RetryPolicy> retries;
    private readonly Dictionary<string, CircuitBreakerPolicy> circuitBreakers;
    private readonly Dictionary<string, TargetPolicies> apps;
    private readonly Dictionary<string, TargetPolicies> inbound;
    private readonly Dictionary<string, TargetPolicies> outbound;
    private readonly TargetPolicies? appDefault;
    private readonly TargetPolicies? inboundDefault;

    /// <summary>Puts the resources together.</summary>
    /// <param name="resources">The resources that the app sees.</param>
    /// <param name="time">Clock for delays, time-outs and circuits.</param>
    /// <exception cref="Resources.ResourceException">A target names a policy that there is not.</exception>
    public AppResiliency(IReadOnlyList<ResiliencyResource> resources, TimeProvider time)
    {
        this.time = time;
        Names = [.. resources.Select(resource => resource.Source.Name)];
        timeouts = Merge(resources.SelectMany(resource => resource.Timeouts));
        retries = Merge(resources.SelectMany(resource => resource.Retries));
        circuitBreakers = Merge(resources.SelectMany(resource => resource.CircuitBreakers));
        apps = Merge(resources.SelectMany(resource => resource.Apps))
            .ToDictionary(app => app.Key, app => Resolve(app.Value), StringComparer.Ordinal);
        inbound = Merge(resources.SelectMany(resource => resource.Inbound))
            .ToDictionary(component => component.Key, component => Resolve(component.Value), StringComparer.Ordinal);
        outbound = Merge(resources.SelectMany(resource => resource.Outbound))
            .ToDictionary(component => component.Key, component => Resolve(component.Value), StringComparer.Ordinal);
        appDefault = Default("App");
        inboundDefault = Default("PubsubComponentInbound", "ComponentInbound", "Component");
    }

    /// <summary>Names of the resources, for metadata.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The policy for calls to an app or HTTPEndpoint.</summary>
    /// <param name="target">App ID or HTTPEndpoint name.</param>
    /// <returns>The policy; null if none applies. It holds the target's circuits, so it is to be kept.</returns>
    public CallPolicy<HttpResponseMessage>? ForInvocation(string target)
    {
        var policies = apps.GetValueOrDefault(target) ?? appDefault;
        return policies is null ? null : new(policies, response => policies.Judge((int)response.StatusCode), time);
    }

    /// <summary>The policy for what comes in through a component: the deliveries of a pub/sub.</summary>
    /// <param name="component">Component name.</param>
    /// <param name="judge">How an attempt that gave an answer ended.</param>
    /// <returns>The policy; null if none applies. It holds the component's circuit, so it is to be kept.</returns>
    public CallPolicy<T>? ForInbound<T>(string component, Func<T, CallOutcome> judge) =>
        (inbound.GetValueOrDefault(component) ?? inboundDefault) is { } policies ? new(policies, judge, time) : null;

    /// <summary>The policy for calls to a component.</summary>
    /// <param name="component">Component name.</param>
    /// <param name="kind">What kind of component, as the names of default policies have it: <c>Statestore</c> or <c>Pubsub</c>.</param>
    /// <returns>The policy; null if none applies. It holds the component's circuit, so it is to be kept.</returns>
    public OutboundPolicy? ForOutbound(string component, string kind) =>
        (outbound.GetValueOrDefault(component) ?? Default($"{kind}ComponentOutbound", "ComponentOutbound", "Component")) is { } policies
            ? new(new CallPolicy<object>(policies, _ => CallOutcome.Success, time))
            : null;

    private static Dictionary<string, T> Merge<T>(IEnumerable<KeyValuePair<string, T>> named)
    {
        var merged = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in named)
        {
            merged[name] = value;
        }

        return merged;
    }

    private TargetPolicies Resolve(PolicyNames names) => new(
        names.Timeout is null ? null : Find(timeouts, names, "timeout", names.Timeout),
        names.Retry is null ? null : Find(retries, names, "retry", names.Retry),
        names.CircuitBreaker is null ? null : Find(circuitBreakers, names, "circuitBreaker", names.CircuitBreaker),
        names.CacheSize);

    private static T Find<T>(Dictionary<string, T> policies, PolicyNames names, string field, string name) =>
        policies.TryGetValue(name, out var policy)
            ? policy
            : throw names.Fields.Error(
                field, $"names the policy '{name}', which does not exist.",
                policies.Count == 0 ? "Define it under spec.policies." : $"Use one of: {string.Join(", ", policies.Keys)}.");

    private TargetPolicies? Default(params IReadOnlyList<string> levels)
    {
        IEnumerable<string> all = [.. levels, string.Empty];
        var timeout = all.Select(level => $"Default{level}TimeoutPolicy").FirstOrDefault(timeouts.ContainsKey);
        var retry = all.Select(level => $"Default{level}RetryPolicy").FirstOrDefault(retries.ContainsKey);
        var breaker = all.Select(level => $"Default{level}CircuitBreakerPolicy").FirstOrDefault(circuitBreakers.ContainsKey);
        return timeout is null && retry is null && breaker is null ? null : new TargetPolicies(
            timeout is null ? null : timeouts[timeout],
            retry is null ? null : retries[retry],
            breaker is null ? null : circuitBreakers[breaker],
            CacheSize: 100);
    }
}
