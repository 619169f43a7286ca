using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>Adyen's wire: JSON out and in, each call with its idempotency key. Bodies are never logged.</summary>
internal sealed partial class AdyenApi(
    HttpClient http, PaymentOptions options, PaymentMetrics metrics, TimeProvider time, ILogger<AdyenApi> logger)
{
    /// <summary>Sends a call, at most as long as <see cref="PaymentOptions.PspTimeout"/>.</summary>
    public async Task<AdyenReply<T>> PostAsync<T>(
        string operation, string path, JsonObject body, string idempotencyKey, CancellationToken cancellationToken)
        where T : class
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(options.PspTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        AdyenReply<T> reply;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            reply = await ReadAsync<T>(operation, response, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogTimeout(operation, options.PspTimeout);
            reply = new AdyenReply<T>(TimedOut: true);
        }
        catch (HttpRequestException e)
        {
            LogUnreachable(operation, e.HttpRequestError);
            reply = new AdyenReply<T>();
        }

        var outcome = reply switch { { TimedOut: true } => "timeout", { Status: 0 } => "unavailable", _ => $"{reply.Status}" };
        metrics.Called(AdyenProvider.Name, operation, outcome, time.GetElapsedTime(started));
        Activity.Current?.SetTag("checkout.psp.operation", operation);
        return reply;
    }

    private async Task<AdyenReply<T>> ReadAsync<T>(string operation, HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        var status = (int)response.StatusCode;
        try
        {
            if (response.IsSuccessStatusCode)
            {
                return new AdyenReply<T>(await response.Content.ReadFromJsonAsync<T>(cancellationToken), Status: status);
            }

            var error = await response.Content.ReadFromJsonAsync<AdyenError>(cancellationToken);
            LogRefused(operation, status, error?.ErrorType ?? "sidecar", error?.ErrorCode, error?.PspReference);
            var transient = response.Headers.TryGetValues("transient-error", out var values)
                && values.Contains("true", StringComparer.OrdinalIgnoreCase);
            return new AdyenReply<T>(Error: error, Status: status, Transient: transient);
        }
        catch (JsonException)
        {
            LogUnreadable(operation, status);
            return new AdyenReply<T>(Status: status);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Adyen {Operation}: no answer within {Timeout}; the outcome is unknown.")]
    private partial void LogTimeout(string operation, TimeSpan timeout);

    [LoggerMessage(LogLevel.Warning, "Adyen {Operation}: not reached ({Error}); the outcome is unknown.")]
    private partial void LogUnreachable(string operation, HttpRequestError error);

    [LoggerMessage(LogLevel.Error, "Adyen {Operation}: HTTP {Status}, {Type} {Code}, request {PspReference}.")]
    private partial void LogRefused(string operation, int status, string type, string? code, string? pspReference);

    [LoggerMessage(LogLevel.Error, "Adyen {Operation}: HTTP {Status} with a body that is not Adyen's.")]
    private partial void LogUnreadable(string operation, int status);
}
