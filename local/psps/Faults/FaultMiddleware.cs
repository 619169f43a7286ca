namespace Checkout.Local.Psps.Faults;

/// <summary>
/// Lets requests to a PSP's API go wrong. To the caller a connection that is cut looks like a time-out, and nobody has to wait.
/// </summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultInjector faults, TimeProvider time)
{
    /// <summary>Serves a request, or not.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (FaultPoint.Of(context) is not { } point || faults.OfRequest(point, SubjectOf(context.Request)) is not { } fault)
        {
            await next(context);
            return;
        }

        if (fault is FaultKind.TimeoutAfter or FaultKind.ErrorAfter)
        {
            await ProcessAsync(context);
        }

        switch (fault)
        {
            case FaultKind.TimeoutBefore or FaultKind.TimeoutAfter:
                context.Abort();
                break;
            case FaultKind.ErrorBefore or FaultKind.ErrorAfter:
                await FaultAnswers.WriteErrorAsync(context, point.Provider);
                break;
            case FaultKind.TooManyRequests:
                await FaultAnswers.WriteTooManyRequestsAsync(context, point.Provider, faults.Plan.RetryAfterSeconds);
                break;
            default:
                await Task.Delay(faults.Plan.SlowFor, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
