using System.Net;
using Checkout.Local.Sidecar.Hosting;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Invocation;

/// <summary>Which headers pass to the callee and back, and which the sidecar sets.</summary>
internal static class InvocationHeaders
{
    private const string CallerId = "Dapr-Caller-App-Id";
    private const string UserAgent = "Go-http-client/1.1"; // as daprd calls itself when the caller names no agent

    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private static readonly HashSet<string> NotForwarded = new(HopByHop, StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Expect", InvocationTarget.Header, ApiTokens.Header, TraceContext.ParentHeader,
    };

    // HttpClient keeps these, and all that begin with Content-, apart from the others.
    private static readonly string[] OfContent = ["Allow", "Expires", "Last-Modified"];

    /// <summary>Copies the caller's headers.</summary>
    public static void CopyRequest(IHeaderDictionary from, HttpRequestMessage to)
    {
        var named = from.Connection.SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries)).ToList();
        foreach (var (name, values) in from)
        {
            if (!NotForwarded.Contains(name) && !named.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Add(to, name, values);
            }
        }

        if (!from.ContainsKey("User-Agent"))
        {
            Add(to, "User-Agent", UserAgent);
        }
    }

    /// <summary>Tells the callee who calls: for calls from one app to another.</summary>
    public static void AddCaller(HttpRequestMessage request, string callerId, string calleeId)
    {
        if (!request.Headers.Contains(CallerId))
        {
            Add(request, CallerId, callerId);
        }

        var address = IPAddress.Loopback.ToString();
        Set(request, "Dapr-Callee-App-Id", calleeId);
        Set(request, "Dapr-Caller-Namespace", "default");
        Set(request, "Forwarded", $"for={address};by={address};host={Environment.MachineName}");
        Set(request, "X-Forwarded-For", address);
        Set(request, "X-Forwarded-Host", Environment.MachineName);
    }

    /// <summary>Sets a header, whatever the caller sent under that name.</summary>
    public static void Set(HttpRequestMessage request, string name, string value)
    {
        if (IsOfContent(name))
        {
            request.Content?.Headers.Remove(name);
        }
        else
        {
            request.Headers.Remove(name);
        }

        Add(request, name, value);
    }

    /// <summary>Copies the callee's headers.</summary>
    /// <param name="from">The callee's answer.</param>
    /// <param name="to">Headers of the answer to the caller.</param>
    /// <param name="isDecompressed">The body goes on in plain, so that its length and encoding change.</param>
    public static void CopyResponse(HttpResponseMessage from, IHeaderDictionary to, bool isDecompressed)
    {
        var named = from.Headers.Connection;
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            var changes = isDecompressed && name is "Content-Length" or "Content-Encoding";
            if (!HopByHop.Contains(name) && !named.Contains(name) && !changes
                && !name.Equals(TraceContext.ParentHeader, StringComparison.OrdinalIgnoreCase))
            {
                to[name] = values.ToArray();
            }
        }
    }

    private static void Add(HttpRequestMessage request, string name, Microsoft.Extensions.Primitives.StringValues values)
    {
        if (IsOfContent(name))
        {
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        else
        {
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    private static bool IsOfContent(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || OfContent.Contains(name, StringComparer.OrdinalIgnoreCase);
}
