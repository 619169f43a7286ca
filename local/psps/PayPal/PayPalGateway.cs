using System.Text;
using Checkout.Local.Psps.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>What all calls of the API have in common: access token, idempotency, error shape, late answers.</summary>
internal sealed partial class PayPalGateway(
    PaymentLedger ledger,
    PayPalTokens tokens,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    OwnAddress address,
    IOptions<PspOptions> psp,
    ILogger<PayPalGateway> logger)
{
    private const string KeyHeader = "PayPal-Request-Id";
    private const int LongestKey = 108;

    /// <summary>Serves a call that reads or writes the ledger.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="operation">What it does.</param>
    public Task HandleAsync(HttpContext context, PayPalOperation operation) => ServeAsync(context, async body =>
    {
        var request = new PayPalRequest(
            context.Request.RouteValues["id"] as string ?? string.Empty,
            body,
            !context.Request.Headers["Prefer"].ToString().Contains("return=representation", StringComparison.Ordinal),
            new PayPalView(address.Of(context.Request)));
        var key = Key(context.Request);
        return await ledger.TransactAsync(
            transaction => key is null ? operation(request, transaction) : Once(transaction, key, () => operation(request, transaction)));
    });

    /// <summary>Serves a call with a good access token.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="answer">Answers the body of the request.</param>
    public Task ServeAsync(HttpContext context, Func<string, Task<PayPalAnswer>> answer) => WriteAsync(context, async () =>
    {
        if (!tokens.IsGood(context.Request))
        {
            throw PayPalException.Unauthorized();
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await HoldBackAsync(await answer(await reader.ReadToEndAsync(context.RequestAborted)), context);
    });

    /// <summary>Writes an answer, or the refusal or fault that came instead.</summary>
    /// <param name="context">The request and its response.</param>
    /// <param name="run">Makes the answer.</param>
    public async Task WriteAsync(HttpContext context, Func<Task<PayPalAnswer>> run)
    {
        try
        {
            await WriteAsync(context.Response, await run());
        }
        catch (PayPalException refusal)
        {
            await WriteAsync(context.Response, refusal.ToAnswer());
        }
        catch (SqliteException fault)
        {
            LogLedgerFault(fault);
            await WriteAsync(context.Response, PayPalException.Fault().ToAnswer());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogCallerGone(context.Request.Path);
        }
    }

    // The first answer under a key is given again, whatever the body says then. What was refused changed nothing, and may come again.
    private static PayPalAnswer Once(LedgerTransaction transaction, string key, Func<PayPalAnswer> operation)
    {
        if (transaction.Answers.Find(PayPalOrderStore.Provider, key) is { } kept)
        {
            return new PayPalAnswer(kept.Status, kept.Body);
        }

        var answer = operation();
        var record = new KeptAnswer(string.Empty, answer.Status, answer.Body, PayPalId.New());
        transaction.Answers.Keep(PayPalOrderStore.Provider, key, record);
        return answer;
    }

    private async Task<PayPalAnswer> HoldBackAsync(PayPalAnswer answer, HttpContext context)
    {
        if (answer.IsHeldBack)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await Task.Delay(psp.Value.TimeoutDelay, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.RequestAborted.ThrowIfCancellationRequested();
        }

        return answer;
    }

    // Keys belong to a kind of call.
    private static string? Key(HttpRequest request) => request.Headers[KeyHeader].ToString() switch
    {
        { Length: 0 } => null,
        { Length: > LongestKey } => throw PayPalException.BadRequest("INVALID_STRING_LENGTH", KeyHeader),
        var key => $"{request.Method} {request.Path}:{key}",
    };

    private static async Task WriteAsync(HttpResponse response, PayPalAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.Headers["Paypal-Debug-Id"] = PayPalId.New();
        if (answer.Body.Length > 0)
        {
            response.ContentType = "application/json";
            await response.WriteAsync(answer.Body, response.HttpContext.RequestAborted);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The caller of {Path} gave up; what it asked for is done.")]
    private partial void LogCallerGone(string path);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The ledger failed; nothing of the request was kept.")]
    private partial void LogLedgerFault(Exception fault);
}
