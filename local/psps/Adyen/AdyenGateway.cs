using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Local.Psps.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Adyen;

/// <summary>What all calls of the API have in common: key, idempotency, error shape, late answers.</summary>
internal sealed partial class AdyenGateway(
    PaymentLedger ledger,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    IOptions<AdyenOptions> adyen,
    IOptions<PspOptions> psp,
    ILogger<AdyenGateway> logger)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 64;

    private readonly AdyenKeys keys = new();

    /// <summary>Serves a call.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="operation">What it does.</param>
    /// <returns>A task that ends when the answer is written or the caller has given up.</returns>
    public async Task HandleAsync(HttpContext context, AdyenOperation operation)
    {
        try
        {
            await WriteAsync(context, await HoldBackAsync(await AnswerAsync(context, operation), context));
        }
        catch (AdyenException refusal)
        {
            await WriteAsync(context, refusal.ToAnswer());
        }
        catch (SqliteException fault)
        {
            LogLedgerFault(fault);
            await WriteAsync(context, AdyenException.Fault().ToAnswer());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogCallerGone(context.Request.Path);
        }
    }

    private async Task<AdyenAnswer> AnswerAsync(HttpContext context, AdyenOperation operation)
    {
        Authenticate(context.Request);
        using var body = await ReadAsync(context.Request);
        var request = new AdyenRequest(
            context.Request.RouteValues["id"] as string ?? string.Empty,
            new AdyenBody(body.RootElement),
            adyen.Value.MerchantAccount,
            psp.Value.PublicUrl?.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}");
        if (Key(context.Request) is not { } key)
        {
            return await ledger.TransactAsync(transaction => operation(request, transaction));
        }

        using var use = keys.Use(key, ledger.Fingerprints.Of(context.Request.Path, body.RootElement.GetRawText()));
        return await ledger.TransactAsync(transaction => use.Once(transaction, () => operation(request, transaction)));
    }

    private async Task<AdyenAnswer> HoldBackAsync(AdyenAnswer answer, HttpContext context)
    {
        if (answer.IsHeldBack)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await Task.Delay(psp.Value.TimeoutDelay, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.RequestAborted.ThrowIfCancellationRequested();
        }

        return answer;
    }

    private void Authenticate(HttpRequest request)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers["X-API-Key"].ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(adyen.Value.ApiKey)))
        {
            throw AdyenException.Unauthorized();
        }
    }

    private static async Task<JsonDocument> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw AdyenException.Unexpected("Send the request as application/json.");
        }

        try
        {
            var body = await JsonDocument.ParseAsync(
                request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind is JsonValueKind.Object ? body : throw AdyenException.Unexpected("Unexpected input");
        }
        catch (JsonException)
        {
            throw AdyenException.Unexpected("Unexpected input");
        }
    }

    private static string? Key(HttpRequest request)
    {
        if (request.Headers[KeyHeader].ToString() is not { Length: > 0 } key)
        {
            return null;
        }

        return key.Length <= LongestKey
            ? key
            : throw AdyenException.Unexpected($"{KeyHeader} must be at most {LongestKey} characters.");
    }

    private static async Task WriteAsync(HttpContext context, AdyenAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        if (context.Request.Headers.TryGetValue(KeyHeader, out var key))
        {
            response.Headers[KeyHeader] = key;
        }

        if (answer.Status >= StatusCodes.Status400BadRequest)
        {
            response.Headers["transient-error"] = answer.IsTransient ? "true" : "false";
        }

        await response.WriteAsync(answer.Body, context.RequestAborted);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The caller of {Path} gave up; what it asked for is done.")]
    private partial void LogCallerGone(string path);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The ledger failed; nothing of the request was kept.")]
    private partial void LogLedgerFault(Exception fault);
}
