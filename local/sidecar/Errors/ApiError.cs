using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Errors;

/// <summary>Writes the error body of Dapr's HTTP API: <c>{"errorCode","message"}</c>, with <c>details</c> where there are any.</summary>
internal static class ApiError
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with an error that has no details.</summary>
    /// <param name="context">The call.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="errorCode">Dapr's error code.</param>
    /// <param name="message">What went wrong, for people.</param>
    /// <returns>A task that ends when the answer is written.</returns>
    public static Task WriteAsync(HttpContext context, int status, string errorCode, string message) =>
        WriteAsync(context, status, errorCode, message, []);

    /// <summary>Answers with <paramref name="error"/>.</summary>
    /// <param name="context">The call.</param>
    /// <param name="error">The failure.</param>
    /// <returns>A task that ends when the answer is written.</returns>
    public static Task WriteAsync(HttpContext context, ApiException error) =>
        WriteAsync(context, error.HttpStatus, error.ErrorCode, error.Message, error.Details);

    private static async Task WriteAsync(
        HttpContext context, int status, string errorCode, string message, IReadOnlyList<ErrorDetail> details)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Json);
        json.WriteStartObject();
        json.WriteString("errorCode", errorCode);
        json.WriteString("message", message);
        if (details.Count > 0)
        {
            json.WriteStartArray("details");
            foreach (var detail in details)
            {
                Write(json, detail);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ErrorDetail detail)
    {
        json.WriteStartObject();
        json.WriteString("@type", $"type.googleapis.com/google.rpc.{detail.GetType().Name}");
        switch (detail)
        {
            case ErrorDetail.ErrorInfo info:
                json.WriteString("domain", "dapr.io");
                json.WriteString("reason", info.Reason);
                WriteMetadata(json, info.Metadata);
                break;
            case ErrorDetail.BadRequest bad:
                json.WriteStartArray("field_violations");
                json.WriteStartObject();
                json.WriteString("field", bad.Field);
                json.WriteString("description", bad.Description);
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            case ErrorDetail.ResourceInfo resource:
                json.WriteString("resource_type", resource.Type);
                json.WriteString("resource_name", resource.Name);
                json.WriteString("owner", "");
                json.WriteString("description", "");
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
        {
            json.WriteNull("metadata");
            return;
        }

        json.WriteStartObject("metadata");
        foreach (var (name, value) in metadata)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
