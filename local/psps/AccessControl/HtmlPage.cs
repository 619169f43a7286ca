using System.Security.Cryptography;
using System.Text;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>A page kept by no cache that tells nobody where it was. The one script that may run sends its form.</summary>
/// <param name="html">The document.</param>
/// <param name="status">HTTP status.</param>
internal sealed class HtmlPage(string html, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>The script, as it stands in a page.</summary>
    public const string Script = """document.getElementById("back").submit();""";

    // Only our own style sheet and script may apply. There is no form-action: browsers would hold it against the redirect back to the
    // merchant.
    private static readonly string Policy = "default-src 'none'; "
        + $"style-src 'sha256-{HashOf(ChallengePage.Style)}'; script-src 'sha256-{HashOf(Script)}'; base-uri 'none'";

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

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
