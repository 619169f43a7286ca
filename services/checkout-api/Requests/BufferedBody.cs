using System.Text;

namespace Checkout.Api.Requests;

/// <summary>The bytes of a body, for who has to know them before it is read as what it is; it can be read again afterwards.</summary>
internal static class BufferedBody
{
    /// <summary>The bytes; null when they are more than the endpoint takes, see <see cref="BodyLimit"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        var most = BodyLimit.Of(context);
        context.Request.EnableBuffering(bufferThreshold: most + 1);
        var body = new byte[most + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        context.Request.Body.Position = 0;
        var whole = length > most ? null : body[..length];
        Array.Clear(body); // it may have held a card
        return whole;
    }

    /// <summary>What is behind the byte order mark that some programs write before JSON.</summary>
    public static ReadOnlyMemory<byte> WithoutPreamble(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
