namespace Checkout.Api;

/// <summary>Facts that all routes of the merchants' API share.</summary>
internal static class MerchantApi
{
    /// <summary>The vendor's text shows the first in its URLs and the second in its samples; both are served alike.</summary>
    public static readonly string[] Prefixes = ["/api/c2a", "/api/v1/c2a"];

    /// <summary>Address of this service as the caller sees it, with the prefix that the caller used and without a trailing slash.</summary>
    public static string BaseUrl(HttpContext context, string? publicUrl)
    {
        var path = context.Request.Path;
        return RootUrl(context, publicUrl)
            + Prefixes.First(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Address of this service as the caller sees it, without a trailing slash.</summary>
    public static string RootUrl(HttpContext context, string? publicUrl)
    {
        var request = context.Request;
        return publicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
    }

    /// <summary>URL below which orders have their URLs, wherever they came in.</summary>
    public static string CheckoutUrl(HttpContext context, string? publicUrl) => $"{RootUrl(context, publicUrl)}{Prefixes[^1]}/offer/checkout";
}
