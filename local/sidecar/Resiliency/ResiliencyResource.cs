using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>A Resiliency resource: named policies, and the targets whose calls they govern.</summary>
/// <param name="Timeouts">Time-outs by name.</param>
/// <param name="Retries">Retry policies by name.</param>
/// <param name="CircuitBreakers">Circuit breakers by name.</param>
/// <param name="Apps">Policies by app ID or HTTPEndpoint name.</param>
/// <param name="Inbound">Policies for what comes in through a component, by its name.</param>
/// <param name="Outbound">Policies for calls to a component, by its name.</param>
/// <param name="Source">The resource it was read from.</param>
internal sealed record ResiliencyResource(
    IReadOnlyDictionary<string, TimeSpan> Timeouts,
    IReadOnlyDictionary<string, RetryPolicy> Retries,
    IReadOnlyDictionary<string, CircuitBreakerPolicy> CircuitBreakers,
    IReadOnlyDictionary<string, PolicyNames> Apps,
    IReadOnlyDictionary<string, PolicyNames> Inbound,
    IReadOnlyDictionary<string, PolicyNames> Outbound,
    YamlResource Source)
{
    /// <summary>Reads a resource; what it asks for in vain is added to <paramref name="notices"/>.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="isAlone">Whether it is the only document of its file.</param>
    /// <param name="notices">Takes the notices.</param>
    /// <returns>The resource; null if it does not count, as daprd ignores one that shares its file.</returns>
    public static ResiliencyResource? Read(YamlResource resource, bool isAlone, Notices notices)
    {
        if (!isAlone)
        {
            notices.Add(
                resource.Location, null, "is ignored, as daprd ignores a Resiliency that shares its file with other resources; give it a file of its own");
            return null;
        }

        var spec = ResourceFields.Spec(resource).Only("policies", "targets");
        var policies = spec.Child("policies").Only("timeouts", "retries", "circuitBreakers");
        var targets = spec.Child("targets").Only("apps", "actors", "components");
        if (targets.Has("actors"))
        {
            notices.Add(resource.Location, "spec.targets.actors", "has no effect; there are no actors but those of workflows");
        }

        var components = targets.Named("components", component => component.Only("inbound", "outbound"));
        return new ResiliencyResource(
            policies.NamedDurations("timeouts"),
            policies.Named("retries", RetryPolicy.Read),
            policies.Named("circuitBreakers", CircuitBreakerPolicy.Read),
            targets.Named("apps", PolicyNames.ReadApp),
            Direction(components, "inbound"),
            Direction(components, "outbound"),
            resource);
    }

    private static Dictionary<string, PolicyNames> Direction(Dictionary<string, ResourceFields> components, string direction) =>
        components.Where(component => component.Value.Has(direction)).ToDictionary(
            component => component.Key, component => PolicyNames.ReadDirection(component.Value.Child(direction)), StringComparer.Ordinal);
}
