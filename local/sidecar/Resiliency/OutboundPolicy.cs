using System.Runtime.ExceptionServices;
using Polly.Timeout;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>Makes the calls to one component under its policies. What the component refuses for good is an answer, not a failure.</summary>
/// <param name="policy">The policies; they hold the component's circuit.</param>
internal sealed class OutboundPolicy(CallPolicy<object> policy)
{
    /// <summary>Makes a call, again and again where the policies want it.</summary>
    /// <typeparam name="T">What the call gives.</typeparam>
    /// <param name="call">Makes one attempt.</param>
    /// <param name="isRefusal">Whether an exception is the component's answer: it is neither tried again nor counted by the circuit.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>What the last attempt gave.</returns>
    /// <exception cref="OutboundException">The circuit is open, or the last attempt took too long.</exception>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> call, Func<Exception, bool> isRefusal, CancellationToken cancellationToken = default)
        where T : notnull
    {
        try
        {
            var result = await policy.RunAsync(string.Empty, mayRetry: true, stop => AttemptAsync(call, isRefusal, stop), cancellationToken);
            if (result is Refusal refusal)
            {
                refusal.Cause.Throw();
            }

            return (T)result;
        }
        catch (TimeoutRejectedException e)
        {
            throw new OutboundException("context deadline exceeded", e);
        }
        catch (CircuitOpenException e)
        {
            throw new OutboundException(e.Message, e);
        }
    }

    private static async ValueTask<object> AttemptAsync<T>(
        Func<CancellationToken, Task<T>> call, Func<Exception, bool> isRefusal, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (Exception e) when (isRefusal(e))
        {
            return new Refusal(ExceptionDispatchInfo.Capture(e));
        }
    }

    private sealed record Refusal(ExceptionDispatchInfo Cause);
}

/// <summary>A call to a component that its policies ended. The message is daprd's.</summary>
internal sealed class OutboundException(string message, Exception innerException) : Exception(message, innerException);
