using System.Security.Cryptography;
using System.Text;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>A page without script, kept by no cache, that tells nobody where it was.</summary>
/// <param name="html">The document.</param>
/// <param name="status">HTTP status.</param>
internal sealed class HtmlPage(string html, int status = StatusCodes.Status200OK) : IResult
{
    // Only our own style sheet may apply. There is no form-action: browsers would hold it against the redirect back to the merchant.
    private static readonly string Policy = $"default-src 'none'; style-src 'sha256-{StyleHash()}'; base-uri 'none'";

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.WriteAsync(html, httpContext.RequestAborted);
    }

    private static string StyleHash() => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ChallengePage.Style)));
}
