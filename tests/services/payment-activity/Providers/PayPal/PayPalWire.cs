using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

/// <summary>
/// Stands where the HTTPEndpoint resource does, and checks every request and every answer against PayPal's published schemas. A test may
/// let calls go wrong here.
/// </summary>
internal sealed class PayPalWire(Uri address) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<(HttpMethod Method, string Path, string? RequestId)> calls = new();
    private readonly ConcurrentDictionary<string, bool> judged = new(StringComparer.Ordinal);

    /// <summary>Where the calls go.</summary>
    public Uri Address { get; set; } = address;

    /// <summary>What was called, in order.</summary>
    public IReadOnlyList<(HttpMethod Method, string Path, string? RequestId)> Calls => [.. calls];

    /// <summary>The calls whose messages were checked.</summary>
    public ICollection<string> Judged => judged.Keys;

    /// <summary>Part of the path of calls that are done and not answered, as when a connection breaks.</summary>
    public string? Loses { get; set; }

    /// <summary>Part of the path of calls that are never done, with what is answered instead.</summary>
    public (string Path, HttpStatusCode Status, string Body)? Refuses { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri.ShouldNotBeNull().AbsolutePath;
        var id = request.Headers.TryGetValues("PayPal-Request-Id", out var ids) ? ids.Single() : null;
        id?.Length.ShouldBeLessThanOrEqualTo(108);
        calls.Enqueue((request.Method, path, id));
        var operation = PayPalSpecification.OperationOf(request.Method, path);
        if (operation is not null && request.Content is { } content)
        {
            PayPalSpecification.ShouldAllowRequest(operation, await content.ReadAsStringAsync(cancellationToken));
        }

        if (Refuses is { } refusal && path.Contains(refusal.Path, StringComparison.Ordinal))
        {
            return new HttpResponseMessage(refusal.Status) { Content = new StringContent(refusal.Body, Encoding.UTF8, "application/json") };
        }

        request.RequestUri = new Uri(Address, $"/paypal{path}");
        var response = await base.SendAsync(request, cancellationToken);
        if (operation is not null)
        {
            PayPalSpecification.ShouldAllowAnswer(
                operation, (int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            judged[operation] = true;
        }

        return Loses is { } lost && path.Contains(lost, StringComparison.Ordinal) ? throw new HttpRequestException("lost") : response;
    }
}
