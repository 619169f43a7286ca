using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The callee's answer to a recorded <c>InvokeService</c>: gRPC recordings hold it only as what the caller got.</summary>
internal static class InvokedAnswer
{
    /// <summary>The answer that led to this result; none if the call did not reach the app.</summary>
    internal static IEnumerable<JsonObject> Of(JsonObject entry)
    {
        var metadata = entry["responseMetadata"]?.AsObject() ?? [];
        if (metadata["dapr-http-status"]?.GetValue<string>() is not { } status)
        {
            return [];
        }

        var answer = new JsonObject { ["status"] = int.Parse(status) };
        var headers = metadata.Where(item => item.Key.StartsWith("x-", StringComparison.Ordinal)).ToDictionary(
            item => item.Key, item => item.Value?.DeepClone(), StringComparer.Ordinal);
        if (metadata["dapr-content-type"] is { } contentType)
        {
            headers["Content-Type"] = contentType.DeepClone();
        }

        answer["headers"] = new JsonObject(headers);
        if (entry["response"]?["data"]?["valueBase64"] is { } data)
        {
            answer["body"] = new JsonObject { ["base64"] = data.DeepClone() };
        }
        else if (entry["error"]?["details"]?[0]?["value"]?["metadata"]?["http.error_message"] is { } text)
        {
            answer["body"] = new JsonObject { ["text"] = text.DeepClone() };
        }

        var method = entry["request"]?["message"]?["method"]?.GetValue<string>() ?? string.Empty;
        var query = entry["request"]?["message"]?["httpExtension"]?["querystring"]?.GetValue<string>();
        var path = query is null ? $"/{method}" : $"/{method}?{query}";
        return [new JsonObject { ["app"] = entry["request"]?["id"]?.DeepClone(), ["path"] = path, ["answered"] = answer }];
    }
}
