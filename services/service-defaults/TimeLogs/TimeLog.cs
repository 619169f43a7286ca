using System.Collections.Concurrent;
using Dapr.Client;

namespace Checkout.ServiceDefaults.TimeLogs;

/// <summary>Facts about every <see cref="TimeLog{T}"/>.</summary>
public static class TimeLog
{
    /// <summary>From so many entries on a page is full. A batch may overfill it.</summary>
    public const int PageCapacity = 100;

    /// <summary>State key of a page.</summary>
    /// <param name="name">The log.</param>
    /// <param name="number">The page, from 0.</param>
    /// <returns>The key within the app.</returns>
    public static string KeyOf(string name, long number) => $"{name}:{number}";
}

/// <summary>
/// Append-only logs in the state store, each ordered by the time of writing. What comes while a write is on its way goes into the next one
/// together, so that a busy log costs a write per moment and not per entry, and concurrent writers do not fight over the page.
/// </summary>
/// <typeparam name="T">What is written down.</typeparam>
/// <param name="dapr">The client.</param>
/// <param name="retention">How long an entry is kept at least, and the documents that are written with it.</param>
/// <param name="time">Tells the time of writing.</param>
public sealed class TimeLog<T>(DaprClient dapr, TimeSpan retention, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, WriteQueue<Appended<T>>> queues = new(StringComparer.Ordinal);
    private readonly LogReader<T> reader = new(dapr);

    /// <summary>Returns once the entry is durable, and the document with it.</summary>
    /// <param name="name">The log.</param>
    /// <param name="value">What to write down.</param>
    /// <param name="document">A document to be overwritten in the same transaction; null for none.</param>
    /// <returns>A task that ends when it is written.</returns>
    /// <exception cref="Dapr.DaprException">The store did not answer; the entry may be there all the same.</exception>
    public Task AppendAsync(string name, T value, KeyValuePair<string, object>? document = null) => queues
        .GetOrAdd(name, log => new WriteQueue<Appended<T>>(new LogWriter<T>(dapr, log, retention, time).WriteAsync))
        .AppendAsync(new Appended<T>(value, document));

    /// <summary>The entries at <paramref name="since"/> and later, oldest first.</summary>
    /// <param name="name">The log.</param>
    /// <param name="since">UTC.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <returns>The entries; who goes on just after the last one misses nothing.</returns>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public Task<IReadOnlyList<LogEntry<T>>> ReadAsync(string name, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        reader.ReadAsync(name, since, limit, cancellationToken);
}

/// <summary>What is to be appended.</summary>
/// <param name="Value">The entry.</param>
/// <param name="Document">Written in the same transaction.</param>
internal sealed record Appended<T>(T Value, KeyValuePair<string, object>? Document);
