using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Checkout.Local.Sidecar.Http;

/// <summary>
/// The path of a request as it was sent. <see cref="HttpRequest.Path"/> is decoded but for <c>%2F</c>, so a key or method that
/// contains an encoded slash or percent sign cannot be told from it.
/// </summary>
internal static class RequestPath
{
    /// <summary>The path without query, still encoded.</summary>
    public static string Raw(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path.Value ?? "/";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    /// <summary>The segments of the path, each decoded; empty ones are left out.</summary>
    public static string[] Segments(HttpContext context) =>
        [.. Raw(context).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    /// <summary>Removes double and trailing slashes, which Dapr tolerates, before the request is routed.</summary>
    public static void Normalise(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.Contains("//", StringComparison.Ordinal) || (path.Length > 1 && path[^1] == '/'))
        {
            context.Request.Path = "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
