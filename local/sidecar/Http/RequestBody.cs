using System.Buffers;
using Checkout.Local.Sidecar.Errors;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Http;

/// <summary>Reads the whole body of a request, up to the sidecar's limit.</summary>
internal static class RequestBody
{
    // A larger body is still read, and thrown away, so that the client gets the answer; up to here.
    private const long MaxDiscardedBytes = 256L * 1024 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="context">The call.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ApiException">400 <c>ERR_MALFORMED_REQUEST</c> when the body is above the limit.</exception>
    public static async Task<byte[]> ReadAsync(HttpContext context, int maxBytes)
    {
        var reader = context.Request.BodyReader;
        long discarded = 0;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (discarded > 0 || read.Buffer.Length > maxBytes)
            {
                discarded += read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || discarded > MaxDiscardedBytes)
                {
                    throw ApiException.MalformedRequest("stream too large");
                }

                continue;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
