using Checkout.Api.Dialects.Ucp.Answers;

namespace Checkout.Api.Dialects.Ucp.Discovery;

/// <summary>The business's profile. It has no signing keys, because nothing is signed.</summary>
internal sealed record UcpProfile(UcpDeclaration Ucp)
{
    /// <summary>The profile of this service.</summary>
    /// <param name="rootUrl">Its address; the paths of the binding follow it.</param>
    /// <param name="handlers">How checkouts can be paid.</param>
    public static UcpProfile At(string rootUrl, PaymentHandlers handlers) => new(new UcpDeclaration(
        UcpProtocol.Version,
        Named(UcpProtocol.ShoppingService, new UcpService(
            UcpProtocol.Version,
            UcpProtocol.Published("specification/overview"),
            "rest",
            rootUrl,
            UcpProtocol.Published("services/shopping/rest.openapi.json"))),
        Capabilities(),
        handlers.At(rootUrl)));

    private static Dictionary<string, IReadOnlyList<UcpCapability>> Capabilities() => new(StringComparer.Ordinal)
    {
        [UcpProtocol.Checkout] = [Capability("checkout")],
        [UcpProtocol.Fulfillment] =
        [
            Capability("fulfillment", UcpProtocol.Checkout) with
            {
                Config = new { allows_multi_destination = new { shipping = false, pickup = false } },
            },
        ],
        [UcpProtocol.Discount] = [Capability("discount", UcpProtocol.Checkout)],

        // Orders are read; nobody is told of their changes.
        [UcpProtocol.Order] = [Capability("order") with { Config = new { operations = new[] { "get_order" } } }],
    };

    private static UcpCapability Capability(string name, string? extends = null) => new(
        UcpProtocol.Version, UcpProtocol.Published($"specification/{name}"), UcpProtocol.Published($"schemas/shopping/{name}.json"), extends);

    private static Dictionary<string, IReadOnlyList<T>> Named<T>(string name, T entry) => new(StringComparer.Ordinal) { [name] = [entry] };
}

/// <summary>What is declared.</summary>
internal sealed record UcpDeclaration(
    string Version,
    IReadOnlyDictionary<string, IReadOnlyList<UcpService>> Services,
    IReadOnlyDictionary<string, IReadOnlyList<UcpCapability>> Capabilities,
    IReadOnlyDictionary<string, IReadOnlyList<UcpPaymentHandler>> PaymentHandlers);

/// <summary>A binding, and where it is served.</summary>
internal sealed record UcpService(string Version, string Spec, string Transport, string Endpoint, string Schema);

/// <summary>Something that can be done, and where it is described.</summary>
internal sealed record UcpCapability(string Version, string Spec, string Schema, string? Extends = null)
{
    /// <summary>What the capability leaves to the business.</summary>
    public object? Config { get; init; }
}
