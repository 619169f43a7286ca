namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary><c>/.well-known/acp.json</c>: the same for all merchants of this house, and nothing of any of them.</summary>
internal sealed record DiscoveryDocument(
    DiscoveryProtocolDocument Protocol, string ApiBaseUrl, IReadOnlyList<string> Transports, DiscoveryCapabilitiesDocument Capabilities)
{
    /// <param name="rootUrl">Address of this service, without a trailing slash.</param>
    public static DiscoveryDocument Of(string rootUrl) => new(
        new DiscoveryProtocolDocument("acp", AcpVersions.Names[^1], AcpVersions.Names),
        rootUrl,
        ["rest"],
        new DiscoveryCapabilitiesDocument(
            ["checkout", "orders", "delegate_payment"],
            [.. CapabilitiesDocument.SpokenExtensions.Select(name => new DiscoveryExtensionDocument(name))],
            CapabilitiesDocument.KnownInterventions));
}

/// <summary>Which versions are spoken, oldest first.</summary>
internal sealed record DiscoveryProtocolDocument(string Name, string Version, IReadOnlyList<string> SupportedVersions);

/// <summary>What can be done.</summary>
internal sealed record DiscoveryCapabilitiesDocument(
    IReadOnlyList<string> Services, IReadOnlyList<DiscoveryExtensionDocument> Extensions, IReadOnlyList<string> InterventionTypes);

/// <summary>An extension of the protocol.</summary>
internal sealed record DiscoveryExtensionDocument(string Name);
