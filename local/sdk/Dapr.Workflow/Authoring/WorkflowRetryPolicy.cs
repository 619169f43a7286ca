namespace Dapr.Workflow;

/// <summary>When a failed activity or child workflow is tried again. Every <see cref="WorkflowTaskFailedException"/> is retried.</summary>
public class WorkflowRetryPolicy
{
    private static readonly TimeSpan DefaultMaxRetryInterval = TimeSpan.FromHours(1);

    /// <summary>Creates a policy.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; above 0.</param>
    /// <param name="firstRetryInterval">Time before the second attempt; above 0.</param>
    /// <param name="backoffCoefficient">Factor from one interval to the next; 1 or more.</param>
    /// <param name="maxRetryInterval">Longest interval; no cap when null.</param>
    /// <param name="retryTimeout">Time since the first attempt after which none is made; for ever when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public WorkflowRetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(
            maxRetryInterval ?? DefaultMaxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        if (RetryTimeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(RetryTimeout, firstRetryInterval, nameof(retryTimeout));
        }

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Time before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Factor from one interval to the next.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>Longest interval; null for no cap.</summary>
    public TimeSpan? MaxRetryInterval { get; }

    /// <summary>Time since the first attempt after which none is made; infinite unless set.</summary>
    public TimeSpan RetryTimeout { get; }
}
