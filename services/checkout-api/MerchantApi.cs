namespace Checkout.Api;

/// <summary>Facts that all routes of the merchants' API share.</summary>
internal static class MerchantApi
{
    /// <summary>The vendor's text shows the first in its URLs and the second in its samples; both are served alike.</summary>
    public static readonly string[] Prefixes = ["/api/c2a", "/api/v1/c2a"];

    /// <summary>Address of this service as the caller sees it, with the prefix that the caller used and without a trailing slash.</summary>
    public static string BaseUrl(HttpContext context, string? publicUrl)
    {
        var request = context.Request;
        var root = publicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
        return root + Prefixes.First(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
