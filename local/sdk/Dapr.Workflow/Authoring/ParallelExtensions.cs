namespace Dapr.Workflow;

/// <summary>Fan-out with a limit.</summary>
public static class ParallelExtensions
{
    /// <summary>Starts one task for each input, a limited number of them at a time.</summary>
    /// <typeparam name="TInput">Type of the inputs.</typeparam>
    /// <typeparam name="TResult">Type of the results.</typeparam>
    /// <param name="context">The workflow's context.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="taskFactory">Starts the task of one input, through the context.</param>
    /// <param name="maxConcurrency">How many tasks run at a time.</param>
    /// <returns>The results in the order of the inputs.</returns>
    /// <exception cref="AggregateException">Tasks failed; all of them are named.</exception>
    public static async Task<TResult[]> ProcessInParallelAsync<TInput, TResult>(
        this WorkflowContext context, IEnumerable<TInput> inputs, Func<TInput, Task<TResult>> taskFactory, int maxConcurrency = 5)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(taskFactory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxConcurrency);
        var all = inputs.ToList();
        var results = new TResult[all.Count];
        var failures = new List<Exception>();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(maxConcurrency, all.Count)).Select(_ => TakeTurnsAsync()).ToList());
        return failures.Count == 0 ? results : throw new AggregateException(failures);

        // Workflow code has one thread at a time, so the lanes share their counter without a lock.
        async Task TakeTurnsAsync()
        {
            while (next < all.Count)
            {
                var index = next++;
                try
                {
                    results[index] = await taskFactory(all[index]);
                }
                catch (Exception e)
                {
                    failures.Add(e);
                }
            }
        }
    }
}
