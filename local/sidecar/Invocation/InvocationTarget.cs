using System.Text;
using Checkout.Local.Sidecar.Http;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Invocation;

/// <summary>Whom a request is for, and the path there.</summary>
/// <param name="Id">App ID, HTTPEndpoint name, or URL.</param>
/// <param name="Path">Path for the callee, encoded.</param>
internal sealed record InvocationTarget(string Id, string Path)
{
    /// <summary>Header that names the target; it goes before the path form.</summary>
    public const string Header = "dapr-app-id";

    private const string PathPrefix = "/v1.0/invoke/";
    private const string MethodSegment = "/method/";
    private const string BasicPrefix = "Basic ";

    /// <summary>Reads the target from the header, from basic authentication, or from the path.</summary>
    /// <param name="context">The call.</param>
    /// <returns>The target; null if the request names none.</returns>
    public static InvocationTarget? Read(HttpContext context)
    {
        var path = Uri.UnescapeDataString(RequestPath.Raw(context));
        var id = context.Request.Headers[Header].ToString();
        if (id.Length == 0)
        {
            id = FromBasicAuthentication(context.Request.Headers.Authorization.ToString());
        }

        return id.Length > 0 ? new InvocationTarget(id, MethodPath.Encode(path)) : FromPath(path);
    }

    private static InvocationTarget? FromPath(string path)
    {
        if (!path.StartsWith(PathPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = path.AsSpan(PathPrefix.Length);
        var method = rest.IndexOf(MethodSegment, StringComparison.Ordinal);
        return method <= 0 ? null : new InvocationTarget(rest[..method].ToString(), MethodPath.Encode(rest[(method + MethodSegment.Length)..].ToString()));
    }

    private static string FromBasicAuthentication(string authorization)
    {
        if (!authorization.StartsWith(BasicPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return string.Empty;
        }

        var credentials = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[BasicPrefix.Length..].Trim(), credentials, out var length))
        {
            return string.Empty;
        }

        var text = Encoding.UTF8.GetString(credentials, 0, length);
        return text.StartsWith(Header + ":", StringComparison.Ordinal) ? text[(Header.Length + 1)..] : string.Empty;
    }
}
