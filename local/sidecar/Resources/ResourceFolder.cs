using Checkout.Local.Sidecar.Resiliency;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>The resources of one folder.</summary>
/// <param name="Components">Components in the order of files and documents.</param>
/// <param name="HttpEndpoints">HTTPEndpoints in that order.</param>
/// <param name="Resiliency">Resiliency resources in that order.</param>
/// <param name="Subscriptions">Subscriptions in that order.</param>
internal sealed record ResourceFolder(
    IReadOnlyList<Component> Components,
    IReadOnlyList<HttpEndpoint> HttpEndpoints,
    IReadOnlyList<ResiliencyResource> Resiliency,
    IReadOnlyList<SubscriptionResource> Subscriptions)
{
    // Real kinds of Dapr that have no effect here. A Configuration counts only through configFilePath.
    private static readonly string[] UnsupportedKinds = ["WorkflowAccessPolicy", "MCPServer"];

    /// <summary>Reads all <c>*.yaml</c> and <c>*.yml</c> files of a folder, not of those below it.</summary>
    public static ResourceFolder Read(string folder, Notices notices)
    {
        if (!Directory.Exists(folder))
        {
            throw new ResourceException(new(folder, null, null), null, "is not a folder.", "Correct resourcesPaths in dapr.yaml.");
        }

        var components = new List<Component>();
        var endpoints = new List<HttpEndpoint>();
        var resiliency = new List<ResiliencyResource>();
        var subscriptions = new List<SubscriptionResource>();
        var files = Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal);
        foreach (var (resource, isAlone) in files.Select(YamlResource.ReadFile).SelectMany(all => all.Select(one => (one, all.Count == 1))))
        {
            switch (resource.Kind)
            {
                case "Component":
                    if (Component.Read(resource, notices) is { } component)
                    {
                        components.Add(component);
                    }

                    break;
                case "HTTPEndpoint":
                    endpoints.Add(HttpEndpoint.Read(resource, notices));
                    break;
                case "Resiliency":
                    if (ResiliencyResource.Read(resource, isAlone, notices) is { } policies)
                    {
                        resiliency.Add(policies);
                    }

                    break;
                case "Subscription":
                    subscriptions.Add(SubscriptionResource.Read(resource));
                    break;
                case "Configuration":
                    break;
                case var kind when UnsupportedKinds.Contains(kind, StringComparer.Ordinal):
                    notices.Add(resource.Location, null, $"resources of kind {kind} have no effect");
                    break;
                default:
                    throw resource.Error(
                        null, "kind", $"'{resource.Kind}' is not a kind of Dapr resource.",
                        "Write Component, HTTPEndpoint, Resiliency, Subscription or Configuration.");
            }
        }

        return new ResourceFolder(components, endpoints, resiliency, subscriptions);
    }
}
