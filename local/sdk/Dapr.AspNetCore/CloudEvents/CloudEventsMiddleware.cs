using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dapr;

/// <summary>
/// Replaces a body of type <c>application/cloudevents+json</c> by its data (CloudEvents 1.0.1, JSON format, section 3.1): JSON stays JSON,
/// text becomes bare text, <c>data_base64</c> becomes bytes.
/// </summary>
internal sealed class CloudEventsMiddleware(RequestDelegate next, CloudEventsMiddlewareOptions options)
{
    private const string CloudEventType = "application/cloudevents+json";
    private const string JsonType = "application/json";
    private const string HeaderPrefix = "Cloudevent.";

    private static readonly string[] OfData = ["data", "data_base64", "datacontenttype"];

    public Task InvokeAsync(HttpContext context) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
        && type.MediaType.Equals(CloudEventType, StringComparison.OrdinalIgnoreCase)
            ? UnwrapAsync(context)
            : next(context);

    private async Task UnwrapAsync(HttpContext context)
    {
        var request = context.Request;
        var envelope = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: context.RequestAborted);
        var hasData = envelope.TryGetProperty("data", out var data);
        var hasBinary = envelope.TryGetProperty("data_base64", out var binary);
        if (hasData && hasBinary)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (options.ForwardCloudEventPropertiesAsHeaders)
        {
            Forward(envelope, request.Headers);
        }

        var (contentType, isJson) = DataType(envelope);
        var body = hasData ? Bytes(data, isJson) : hasBinary ? binary.GetBytesFromBase64() : [];
        var (originalBody, originalType) = (request.Body, request.ContentType);
        try
        {
            request.Body = new MemoryStream(body, writable: false);
            request.ContentType = hasData || hasBinary ? contentType : null;
            await next(context);
        }
        finally
        {
            request.Body = originalBody;
            request.ContentType = originalType;
        }
    }

    private void Forward(JsonElement envelope, IHeaderDictionary headers)
    {
        var forwarded = envelope.EnumerateObject().Where(property => !OfData.Contains(property.Name, StringComparer.Ordinal)
            && options.IncludedCloudEventPropertiesAsHeaders?.Contains(property.Name, StringComparer.OrdinalIgnoreCase) is not false
            && options.ExcludedCloudEventPropertiesFromHeaders?.Contains(property.Name, StringComparer.OrdinalIgnoreCase) is not true);
        foreach (var property in forwarded)
        {
            headers[HeaderPrefix + property.Name] = property.Value.ToString();
        }
    }

    // Whatever is no JSON string can only be JSON.
    private byte[] Bytes(JsonElement data, bool isJson) =>
        isJson || data.ValueKind != JsonValueKind.String || options.SuppressJsonDecodingOfTextPayloads
            ? JsonSerializer.SerializeToUtf8Bytes(data)
            : Encoding.UTF8.GetBytes(data.GetString() ?? string.Empty);

    private static (string ContentType, bool IsJson) DataType(JsonElement envelope)
    {
        if (!envelope.TryGetProperty("datacontenttype", out var property)
            || property.ValueKind != JsonValueKind.String
            || !MediaTypeHeaderValue.TryParse(property.GetString(), out var type))
        {
            return (JsonType, true);
        }

        if (!type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase)
            && !type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        {
            return (type.ToString(), false);
        }

        type.Charset = null; // JSON is written as UTF-8 again, whatever the sender used
        return (type.ToString(), true);
    }
}
