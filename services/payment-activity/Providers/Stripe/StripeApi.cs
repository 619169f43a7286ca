using System.Diagnostics;
using System.Text.Json;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>
/// Stripe's wire: forms out, JSON in. Bodies are never logged. A status of 400 and above without Stripe's error object comes from the
/// sidecar (e.g. <c>ERR_DIRECT_INVOKE</c>), which cannot say whether the request had reached Stripe.
/// </summary>
internal sealed partial class StripeApi(
    HttpClient http, PaymentOptions options, PaymentMetrics metrics, TimeProvider time, ILogger<StripeApi> logger)
{
    /// <summary>Stripe's JSON: snake case; what is required has to be there.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
    };

    public Task<StripeReply<T>> GetAsync<T>(string operation, string path, CancellationToken cancellationToken)
        where T : class =>
        SendAsync<T>(operation, new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public Task<StripeReply<T>> PostAsync<T>(
        string operation, string path, Dictionary<string, string> form, string idempotencyKey, CancellationToken cancellationToken)
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return SendAsync<T>(operation, request, cancellationToken);
    }

    private async Task<StripeReply<T>> SendAsync<T>(string operation, HttpRequestMessage request, CancellationToken cancellationToken)
        where T : class
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(options.PspTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        StripeReply<T> reply;
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token))
            {
                reply = await ReadAsync<T>(operation, response, either.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogTimeout(operation, options.PspTimeout);
            reply = new StripeReply<T>(TimedOut: true);
        }
        catch (HttpRequestException e)
        {
            LogUnreachable(operation, e.HttpRequestError);
            reply = new StripeReply<T>();
        }

        var outcome = reply switch { { TimedOut: true } => "timeout", { Status: 0 } => "unavailable", _ => $"{reply.Status}" };
        metrics.Called(StripeProvider.Name, operation, outcome, time.GetElapsedTime(started));
        Activity.Current?.SetTag("checkout.psp.operation", operation);
        return reply;
    }

    private async Task<StripeReply<T>> ReadAsync<T>(string operation, HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        var status = (int)response.StatusCode;
        var requestId = response.Headers.TryGetValues("Request-Id", out var values) ? string.Join(',', values) : null;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return new StripeReply<T>(await JsonSerializer.DeserializeAsync<T>(body, Json, cancellationToken), Status: status);
            }

            var refusal = await JsonSerializer.DeserializeAsync<StripeErrorBody>(body, Json, cancellationToken);
            var error = refusal?.Error;
            if (error?.Type is not StripeError.CardError)
            {
                LogRefused(operation, status, error?.Type ?? "sidecar", error?.Code ?? refusal?.SidecarCode, requestId);
            }

            return new StripeReply<T>(Error: error, Status: status);
        }
        catch (JsonException)
        {
            LogUnreadable(operation, status, requestId);
            return new StripeReply<T>(Status: status);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Stripe {Operation}: no answer within {Timeout}; the outcome is unknown.")]
    private partial void LogTimeout(string operation, TimeSpan timeout);

    [LoggerMessage(LogLevel.Warning, "Stripe {Operation}: not reached ({Error}); the outcome is unknown.")]
    private partial void LogUnreachable(string operation, HttpRequestError error);

    [LoggerMessage(LogLevel.Error, "Stripe {Operation}: HTTP {Status}, {Type} {Code}, request {RequestId}.")]
    private partial void LogRefused(string operation, int status, string type, string? code, string? requestId);

    [LoggerMessage(LogLevel.Error, "Stripe {Operation}: HTTP {Status} with a body that is not Stripe's, request {RequestId}.")]
    private partial void LogUnreadable(string operation, int status, string? requestId);
}
