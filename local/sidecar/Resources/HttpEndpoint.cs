namespace Checkout.Local.Sidecar.Resources;

/// <summary>An HTTPEndpoint resource: a server outside, called by name through service invocation.</summary>
/// <param name="Name">Name to call it by.</param>
/// <param name="BaseUrl">URL that the method path is put after.</param>
/// <param name="Headers">Headers that are set on every call, whatever the caller sent.</param>
/// <param name="Source">The resource it was read from.</param>
internal sealed record HttpEndpoint(string Name, Uri BaseUrl, IReadOnlyList<MetadataItem> Headers, YamlResource Source)
{
    private static readonly string[] Known = ["baseUrl", "headers", "clientTLS"];

    /// <summary>Reads an endpoint; what it asks for in vain is added to <paramref name="notices"/>.</summary>
    public static HttpEndpoint Read(YamlResource resource, Notices notices)
    {
        var stray = YamlResource.Keys(resource.Spec).FirstOrDefault(key => !Known.Contains(key.Value, StringComparer.Ordinal));
        if (stray is not null)
        {
            throw resource.Error(stray, $"spec.{stray.Value}", "is not a field of HTTPEndpoint.", $"Use one of: {string.Join(", ", Known)}.");
        }

        if (YamlResource.Child(resource.Spec, "clientTLS") is { } tls)
        {
            notices.Add(resource.At(tls), "spec.clientTLS", "has no effect; the endpoint is called with the machine's trusted roots");
        }

        var text = YamlResource.Text(resource.Spec, "baseUrl");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw resource.Error(
                YamlResource.Child(resource.Spec, "baseUrl") ?? resource.Spec, "spec.baseUrl",
                text is null ? "is missing." : $"'{text}' is not an http or https URL.", "Write the URL of the server, for example https://api.example.com/v1.");
        }

        return new HttpEndpoint(resource.Name, url, MetadataItem.ReadAll(resource, "headers"), resource);
    }
}
