using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// PayPal's wire: JSON out and in under an access token, each call that moves money with its request id. Bodies are never logged.
/// </summary>
internal sealed partial class PayPalApi(
    HttpClient http, PayPalTokens tokens, PaymentOptions options, PaymentMetrics metrics, TimeProvider time, ILogger<PayPalApi> logger)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public Task<PayPalReply<T>> GetAsync<T>(string operation, string path, CancellationToken cancellationToken)
        where T : class =>
        CallAsync<T>(operation, () => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Sends a call.</summary>
    /// <param name="operation">Its name for people.</param>
    /// <param name="path">Below PayPal's address.</param>
    /// <param name="body">JSON text; may be empty.</param>
    /// <param name="requestId">Makes a repetition the same call; null for a call that is one anyway.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<PayPalReply<T>> PostAsync<T>(
        string operation, string path, string body, string? requestId, CancellationToken cancellationToken)
        where T : class =>
        CallAsync<T>(operation, () => Post(path, body, requestId), cancellationToken);

    private static HttpRequestMessage Post(string path, string body, string? requestId)
    {
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Prefer", "return=representation");
        if (requestId is not null)
        {
            request.Headers.Add("PayPal-Request-Id", requestId);
        }

        return request;
    }

    /// <summary>Calls, at most as long as <see cref="PaymentOptions.PspTimeout"/> with all that belongs to it.</summary>
    private async Task<PayPalReply<T>> CallAsync<T>(string operation, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
        where T : class
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(options.PspTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        PayPalReply<T> reply;
        try
        {
            reply = await AuthorizedAsync<T>(operation, make, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogTimeout(operation, options.PspTimeout);
            reply = new PayPalReply<T>(TimedOut: true);
        }
        catch (HttpRequestException e)
        {
            LogUnreachable(operation, e.HttpRequestError);
            reply = new PayPalReply<T>();
        }

        var outcome = reply switch { { TimedOut: true } => "timeout", { Status: 0 } => "unavailable", _ => $"{reply.Status}" };
        metrics.Called(PayPalProvider.Name, operation, outcome, time.GetElapsedTime(started));
        Activity.Current?.SetTag("checkout.psp.operation", operation);
        return reply;
    }

    /// <summary>A token may have been withdrawn before its time: then the call is made once more under a new one.</summary>
    private async Task<PayPalReply<T>> AuthorizedAsync<T>(
        string operation, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
        where T : class
    {
        string? rejected = null;
        while (true)
        {
            var (token, refusal) = await tokens.GetAsync(rejected, AskTokenAsync, cancellationToken);
            if (token is null)
            {
                return refusal.As<T>();
            }

            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var reply = await SendAsync<T>(operation, request, cancellationToken);
            if (!reply.Unauthorized || rejected is not null)
            {
                return reply;
            }

            rejected = token;
        }
    }

    private Task<PayPalReply<PayPalToken>> AskTokenAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync<PayPalToken>("token", request, cancellationToken);

    private async Task<PayPalReply<T>> SendAsync<T>(string operation, HttpRequestMessage request, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        var status = (int)response.StatusCode;
        try
        {
            if (response.IsSuccessStatusCode)
            {
                return new PayPalReply<T>(await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken), Status: status);
            }

            var error = await response.Content.ReadFromJsonAsync<PayPalError>(Json, cancellationToken);
            LogRefused(operation, status, error?.Name ?? "sidecar", error?.Issue, error?.DebugId);
            return new PayPalReply<T>(Error: error, Status: status);
        }
        catch (JsonException)
        {
            LogUnreadable(operation, status);
            return new PayPalReply<T>(Status: status);
        }
    }

    [LoggerMessage(LogLevel.Warning, "PayPal {Operation}: no answer within {Timeout}; the outcome is unknown.")]
    private partial void LogTimeout(string operation, TimeSpan timeout);

    [LoggerMessage(LogLevel.Warning, "PayPal {Operation}: not reached ({Error}); the outcome is unknown.")]
    private partial void LogUnreachable(string operation, HttpRequestError error);

    [LoggerMessage(LogLevel.Warning, "PayPal {Operation}: HTTP {Status}, {Name} {Issue}, debug id {DebugId}.")]
    private partial void LogRefused(string operation, int status, string name, string? issue, string? debugId);

    [LoggerMessage(LogLevel.Error, "PayPal {Operation}: HTTP {Status} with a body that is not PayPal's.")]
    private partial void LogUnreadable(string operation, int status);
}
