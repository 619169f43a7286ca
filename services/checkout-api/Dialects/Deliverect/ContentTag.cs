using System.Security.Cryptography;
using System.Text.Json;
using Checkout.Api.Checkouts.Status;
using Microsoft.Net.Http.Headers;

namespace Checkout.Api.Dialects.Deliverect;

/// <summary>
/// The <c>etag</c> of a document: 40 hex digits of a hash of all else in it, so that it changes when the content does, and only then.
/// </summary>
internal static class ContentTag
{
    private const int Length = 40;

    /// <summary>The tag.</summary>
    /// <typeparam name="T">Shape of the document.</typeparam>
    /// <param name="untagged">The document without one.</param>
    public static string Of<T>(T untagged) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(untagged, JsonSerializerOptions.Web)))[..Length];

    /// <summary>The same as a header's value.</summary>
    public static EntityTagHeaderValue Header(string etag) => new($"\"{etag}\"");

    /// <summary>Answers with a document, or with 304 when the caller of a <c>GET</c> has it already (<c>If-None-Match</c>).</summary>
    public static IResult Answer<T>(HttpContext context, T document, string etag)
    {
        var tag = Header(etag);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "no-cache, private";
        return HttpMethods.IsGet(context.Request.Method) && context.Request.IsKnown(tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(document);
    }

    /// <summary>Whether a caller changes something that it has seen in another state (<c>If-Match</c>).</summary>
    public static bool IsStale(HttpRequest request, string etag) =>
        request.GetTypedHeaders().IfMatch is { Count: > 0 } seen
        && !seen.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(Header(etag), useStrongComparison: true));
}
