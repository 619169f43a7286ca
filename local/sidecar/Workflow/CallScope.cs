using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>How long a call may wait: until the client leaves, its deadline passes (<c>grpc-timeout</c>) or the sidecar stops.</summary>
internal static class CallScope
{
    /// <summary>Runs a call under its deadline.</summary>
    /// <exception cref="RpcException">DeadlineExceeded; Unavailable when the sidecar stops.</exception>
    internal static async Task<T> RunAsync<T>(HttpContext context, EngineServices services, Func<CancellationToken, Task<T>> call)
    {
        using var scope = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.Stopping);
        using var deadline = TimeoutOf(context.Request.Headers["grpc-timeout"]) is { } timeout
            ? services.Time.CreateTimer(_ => Cancel(scope), null, timeout, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            return await call(scope.Token);
        }
        catch (OperationCanceledException) when (scope.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw services.Stopping.IsCancellationRequested
                ? WorkflowErrors.Error(StatusCode.Unavailable, "shutting down")
                : WorkflowErrors.Error(StatusCode.DeadlineExceeded, "context deadline exceeded");
        }
    }

    /// <summary>Reads gRPC's timeout: up to eight digits and a unit.</summary>
    internal static TimeSpan? TimeoutOf(string? text)
    {
        if (text is not { Length: > 1 } || !long.TryParse(text.AsSpan(0, text.Length - 1), out var value))
        {
            return null;
        }

        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(Math.Min(value, 24 * 30)),
            'M' => TimeSpan.FromMinutes(Math.Min(value, 60 * 24 * 30)),
            'S' => TimeSpan.FromSeconds(Math.Min(value, 60 * 60 * 24 * 30)),
            'm' => TimeSpan.FromMilliseconds(value),
            'u' => TimeSpan.FromMicroseconds(value),
            'n' => TimeSpan.FromMicroseconds(value / 1000.0),
            _ => null,
        };
    }

    private static void Cancel(CancellationTokenSource scope)
    {
        try
        {
            scope.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return; // the call ended at the same moment
        }
    }
}
