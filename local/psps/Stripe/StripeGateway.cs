using System.Security.Cryptography;
using System.Text;
using Checkout.Local.Psps.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Stripe;

/// <summary>What all calls of the API have in common: key, request identifier, idempotency, error shape, late answers.</summary>
internal sealed partial class StripeGateway(
    PaymentLedger ledger,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    IOptions<StripeOptions> stripe,
    IOptions<PspOptions> psp,
    ILogger<StripeGateway> logger)
{
    private const int LongestKey = 255;

    private readonly IdempotencyKeys keys = new();

    /// <summary>Serves a call.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="operation">What it does.</param>
    /// <returns>A task that ends when the answer is written or the caller has given up.</returns>
    public async Task HandleAsync(HttpContext context, StripeOperation operation)
    {
        var requestId = StripeId.New("req");
        try
        {
            await WriteAsync(context, requestId, await AnswerAsync(context, requestId, operation));
        }
        catch (StripeException refusal)
        {
            await WriteAsync(context, requestId, refusal.ToAnswer());
        }
        catch (SqliteException fault)
        {
            LogLedgerFault(fault, requestId);
            await WriteAsync(context, requestId, StripeAnswer.Fault);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogCallerGone(context.Request.Path);
        }
    }

    private async Task<StripeAnswer> AnswerAsync(HttpContext context, string requestId, StripeOperation operation)
    {
        Authenticate(context.Request);
        var form = HttpMethods.IsPost(context.Request.Method) ? await StripeForm.ReadAsync(context.Request) : StripeForm.Empty;
        var request = new StripeRequest(
            context.Request.RouteValues["id"] as string ?? string.Empty, form, context.Request.Query, PublicUrl(context.Request));
        if (Key(context.Request) is not { } key)
        {
            return await HoldBackAsync(await ledger.TransactAsync(transaction => operation(request, transaction)), context);
        }

        using var use = keys.Use(key, ledger.Fingerprints.Of([context.Request.Method, context.Request.Path, .. form.Canonical]), requestId);
        var answer = await ledger.TransactAsync(transaction => use.Once(transaction, () => operation(request, transaction)));
        return await HoldBackAsync(answer, context);
    }

    private async Task<StripeAnswer> HoldBackAsync(StripeAnswer answer, HttpContext context)
    {
        if (answer.IsHeldBack)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await Task.Delay(psp.Value.TimeoutDelay, time, end.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.RequestAborted.ThrowIfCancellationRequested();
        }

        return answer;
    }

    private void Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            throw StripeException.Unauthorized("You did not provide an API key: send it as 'Authorization: Bearer <key>'.");
        }

        var given = Encoding.UTF8.GetBytes(header["Bearer ".Length..].Trim());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(stripe.Value.ApiKey)))
        {
            throw StripeException.Unauthorized("Invalid API Key provided.");
        }
    }

    private static string? Key(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Headers["Idempotency-Key"].ToString() is not { Length: > 0 } key)
        {
            return null;
        }

        return key.Length <= LongestKey
            ? key
            : throw StripeException.BadRequest($"Idempotency-Key must be at most {LongestKey} characters.");
    }

    private string PublicUrl(HttpRequest request) =>
        psp.Value.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";

    private static async Task WriteAsync(HttpContext context, string requestId, StripeAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.Headers["Request-Id"] = requestId;
        if (context.Request.Headers.TryGetValue("Idempotency-Key", out var key))
        {
            response.Headers["Idempotency-Key"] = key;
        }

        if (answer.OriginalRequest is not null)
        {
            response.Headers["Idempotent-Replayed"] = "true";
            response.Headers["Original-Request"] = answer.OriginalRequest;
        }

        await response.WriteAsync(answer.Body, context.RequestAborted);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The caller of {Path} gave up; what it asked for is done.")]
    private partial void LogCallerGone(string path);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The ledger failed at request {RequestId}; nothing of it was kept.")]
    private partial void LogLedgerFault(Exception fault, string requestId);
}
