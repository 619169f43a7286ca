namespace Checkout.Api.Requests;

/// <summary>The bytes of a body, for a signature over them; it can be read again afterwards.</summary>
internal static class BufferedBody
{
    /// <summary>The bytes; null when they are more than <see cref="BodyLimit.Usual"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(bufferThreshold: BodyLimit.Usual + 1);
        var body = new byte[BodyLimit.Usual + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        request.Body.Position = 0;
        return length > BodyLimit.Usual ? null : body[..length];
    }
}
