namespace Checkout.Local.Psps.Faults;

/// <summary>Marks the calls of a PSP's API as such.</summary>
/// <param name="Provider">E.g. <c>stripe</c>.</param>
internal sealed record PspApi(string Provider);

/// <summary>A call that can fail.</summary>
/// <param name="Provider">The PSP.</param>
/// <param name="Operation">Method and path as the PSP documents it, e.g. <c>POST /v1/refunds</c>.</param>
internal sealed record FaultPoint(string Provider, string Operation)
{
    /// <summary>All calls of an application.</summary>
    public static IReadOnlyCollection<FaultPoint> All(EndpointDataSource endpoints) => [.. endpoints.Endpoints.SelectMany(Of)];

    /// <summary>The call that a request makes; null when it is none of a PSP.</summary>
    public static FaultPoint? Of(HttpContext context) => Of(context.GetEndpoint())
        .FirstOrDefault(point => point.Operation.StartsWith($"{context.Request.Method} ", StringComparison.OrdinalIgnoreCase));

    // Addresses that no PSP has are answered by a pattern without methods: nothing that could fail.
    private static IEnumerable<FaultPoint> Of(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern } && endpoint.Metadata.GetMetadata<PspApi>() is { } api
            ? (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Select(method => new FaultPoint(api.Provider, $"{method} {pattern[pattern.IndexOf('/', 1)..]}"))
            : [];
}
