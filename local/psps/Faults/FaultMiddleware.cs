namespace Checkout.Local.Psps.Faults;

/// <summary>Lets requests to a PSP's API go wrong. To the caller a connection that is cut looks like a time-out, and nobody has to wait.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultInjector faults, TimeProvider time)
{
    /// <summary>Serves a request, or not.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var point = FaultPoint.Of(context);
        switch (point is null ? null : faults.OfRequest(point, SubjectOf(context.Request)))
        {
            case FaultKind.TimeoutBefore:
                context.Abort();
                break;
            case FaultKind.TimeoutAfter:
                await ProcessAsync(context);
                context.Abort();
                break;
            case FaultKind.ErrorBefore:
                await FaultAnswers.WriteErrorAsync(context, point!.Provider);
                break;
            case FaultKind.ErrorAfter:
                await ProcessAsync(context);
                await FaultAnswers.WriteErrorAsync(context, point!.Provider);
                break;
            case FaultKind.TooManyRequests:
                await FaultAnswers.WriteTooManyRequestsAsync(context, point!.Provider, faults.Plan.RetryAfterSeconds);
                break;
            case FaultKind.Slow:
                await Task.Delay(faults.Plan.SlowFor, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await next(context);
                break;
            default:
                await next(context);
                break;
        }
    }

    private static string SubjectOf(HttpRequest request) =>
        request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key
        : request.Headers["PayPal-Request-Id"].ToString() is { Length: > 0 } id ? id
        : $"{request.Path}{request.QueryString}";

    /// <summary>Does what is asked for and loses the answer.</summary>
    private async Task ProcessAsync(HttpContext context)
    {
        var response = context.Response;
        var wire = response.Body;
        using var lost = new MemoryStream();
        response.Body = lost;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = wire;
        }

        response.Clear();
    }
}
