using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Addresses;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.Fulfilment.Webhooks.Signing;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>What a receiver made of a message.</summary>
/// <param name="StatusCode">Its answer; null when there was none.</param>
/// <param name="Error">Why there was none.</param>
/// <param name="RetryAfter">With 429 and 503: how long it asked to be left alone.</param>
/// <param name="Took">Until the answer's head was there.</param>
internal sealed record WebhookAnswer(int? StatusCode, string? Error, TimeSpan? RetryAfter, TimeSpan Took)
{
    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>410: the receiver never wants to hear anything again.</summary>
    public bool IsGone => StatusCode == (int)HttpStatusCode.Gone;
}

/// <summary>
/// Posts signed messages to merchants' URLs: no redirects, no proxy, no cookies, public addresses only. Of the answer only the head is read.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Long enough to reuse a connection, short enough to notice that a name has moved.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PatienceForTurn = TimeSpan.FromSeconds(2);

    private readonly HttpClient http;
    private readonly InFlight inFlight;
    private readonly WebhookSecrets secrets;
    private readonly WebhookOptions options;
    private readonly TimeProvider time;

    public WebhookSender(GuardedConnections connections, WebhookSecrets secrets, WebhookOptions options, TimeProvider time)
    {
        this.secrets = secrets;
        this.options = options;
        this.time = time;
        inFlight = new InFlight(options.MostAtOnce, PatienceForTurn);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = connections.ConnectAsync,
            ActivityHeadersPropagator = null, // our traces are no business of a merchant's
        })
        {
            Timeout = options.Timeout,
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Checkout-Webhooks", "1"));
    }

    /// <summary>Sends one message. Whatever the receiver does is an answer; only our own secrets may be missing.</summary>
    /// <exception cref="InvalidOperationException">The signing key is not in the secret store.</exception>
    public async Task<WebhookAnswer> SendAsync(
        string tenantId, WebhookEndpoint endpoint, MerchantEvent merchantEvent, CancellationToken cancellationToken)
    {
        if (WebhookUrl.ProblemOf(endpoint.Url, options) is not null)
        {
            return new WebhookAnswer(StatusCode: null, "ADDRESS_NOT_ALLOWED", RetryAfter: null, TimeSpan.Zero);
        }

        return await inFlight.RunAsync(endpoint.Id, () => PostAsync(tenantId, endpoint, merchantEvent, cancellationToken), cancellationToken)
            ?? new WebhookAnswer(StatusCode: null, "BUSY", RetryAfter: null, PatienceForTurn);
    }

    public void Dispose() => http.Dispose();

    private async Task<WebhookAnswer> PostAsync(
        string tenantId, WebhookEndpoint endpoint, MerchantEvent merchantEvent, CancellationToken cancellationToken)
    {
        using var request = await MakeAsync(tenantId, endpoint, merchantEvent, cancellationToken);
        var clock = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new WebhookAnswer((int)response.StatusCode, Error: null, RetryAfterOf(response), Stopwatch.GetElapsedTime(clock));
        }
        catch (Exception e) when (ErrorOf(e) is { } error && !cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(StatusCode: null, error, RetryAfter: null, Stopwatch.GetElapsedTime(clock));
        }
    }

    private async Task<HttpRequestMessage> MakeAsync(
        string tenantId, WebhookEndpoint endpoint, MerchantEvent merchantEvent, CancellationToken cancellationToken)
    {
        var body = WebhookMessage.BytesOf(merchantEvent, endpoint.Format)
            ?? throw new InvalidOperationException($"There is no message about {merchantEvent.Id} in the format {endpoint.Format}.");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await (endpoint.Format switch
        {
            WebhookFormat.Acp => SignForAcpAsync(request, tenantId, endpoint, merchantEvent.Id, body, cancellationToken),
            WebhookFormat.Deliverect => SignForDeliverectAsync(request, tenantId, endpoint, body, cancellationToken),
            _ => SignAsync(request, tenantId, endpoint, merchantEvent.Id, body, cancellationToken),
        });
        return request;
    }

    private async Task SignAsync(
        HttpRequestMessage request,
        string tenantId,
        WebhookEndpoint endpoint,
        string messageId,
        byte[] body,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var keys = new List<byte[]>();
        foreach (var secret in endpoint.SecretsAt(now))
        {
            keys.Add(await secrets.RevealAsync(tenantId, endpoint.Id, secret, cancellationToken));
        }

        request.Headers.Add("webhook-id", messageId);
        request.Headers.Add("webhook-timestamp", WebhookSignature.TimestampOf(now));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(keys, messageId, now, body));
    }

    // The protocol has room for one signature: after a rotation the new secret counts at once.
    private async Task SignForAcpAsync(
        HttpRequestMessage request,
        string tenantId,
        WebhookEndpoint endpoint,
        string messageId,
        byte[] body,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = await secrets.WriteAsync(tenantId, endpoint.Id, endpoint.Secrets[0], cancellationToken);
        request.Headers.TryAddWithoutValidation(MerchantSignature.Header, MerchantSignature.Of(secret, now, body));
        request.Headers.Add("Request-Id", messageId);
        request.Headers.Add("Timestamp", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private async Task SignForDeliverectAsync(
        HttpRequestMessage request, string tenantId, WebhookEndpoint endpoint, byte[] body, CancellationToken cancellationToken)
    {
        var secret = await secrets.WriteAsync(tenantId, endpoint.Id, endpoint.Secrets[0], cancellationToken);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        request.Headers.Add("HMAC", signature);
        request.Headers.Add("X-Server-Authorization-HMAC-SHA256", signature);
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
        {
            return null;
        }

        var asked = response.Headers.RetryAfter;
        return asked?.Delta ?? (asked?.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : null);
    }

    private static string? ErrorOf(Exception exception) => exception switch
    {
        { InnerException: AddressNotAllowedException } => "ADDRESS_NOT_ALLOWED",
        OperationCanceledException => "TIMEOUT",
        HttpRequestException => "CONNECTION_FAILED",
        _ => null,
    };
}
