using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Checkout.Api.OpenApi;

/// <summary>
/// The examples of the description: the files beside this one, named <c>{operation}.{request or status}.{example}.json</c> and part of the
/// assembly.
/// </summary>
internal static class ApiExamples
{
    private static readonly string[] Names = typeof(ApiExamples).Assembly.GetManifestResourceNames();

    /// <summary>The examples of a body, by name; null when there are none.</summary>
    /// <param name="body">E.g. <c>submitCheckout.request</c>.</param>
    public static IDictionary<string, IOpenApiExample>? Of(string body)
    {
        var found = Names.Where(name => name.StartsWith(body + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToDictionary(name => name[(body.Length + 1)..], IOpenApiExample (name) => new OpenApiExample { Value = Read(name) }, StringComparer.Ordinal);
        return found.Count > 0 ? found : null;
    }

    private static JsonNode? Read(string name)
    {
        using var stream = typeof(ApiExamples).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : JsonNode.Parse(stream);
    }
}
