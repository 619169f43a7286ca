using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>
/// The books of all simulated PSPs: one SQLite file (WAL, <c>synchronous=FULL</c>) and one loop that owns its connection. Units of work
/// that wait at the same time share one physical commit; each is still all or nothing, and none is acknowledged before it is durable.
/// </summary>
internal sealed class PaymentLedger : IAsyncDisposable
{
    private const int LargestBatch = 64;

    private readonly Channel<LedgerWork> queue = Channel.CreateUnbounded<LedgerWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly LedgerTransaction transaction;
    private readonly Task loop;

    private PaymentLedger(SqliteConnection connection, byte[] secret, TimeProvider time)
    {
        this.connection = connection;
        Fingerprints = new Fingerprints(secret);
        transaction = new LedgerTransaction(connection, Fingerprints, time);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Keyed hashes of this ledger.</summary>
    public Fingerprints Fingerprints { get; }

    /// <summary>There is a new notification to send. Raised by the ledger's loop: a handler must be quick.</summary>
    public event EventHandler? Notified;

    /// <summary>Opens or makes a ledger.</summary>
    /// <param name="file">SQLite file; null for one that lives in memory.</param>
    /// <param name="time">Stamps what is written.</param>
    /// <returns>The open ledger.</returns>
    public static PaymentLedger Open(string? file, TimeProvider time)
    {
        SQLitePCL.Batteries_V2.Init();
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // Without pooling the file is free as soon as the ledger is disposed.
        var text = new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false }.ToString();
        var opened = new SqliteConnection(text);
        try
        {
            opened.Open();
            return new PaymentLedger(opened, LedgerSchema.Apply(opened), time);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Runs a unit of work alone on the ledger.</summary>
    /// <param name="work">Reads and writes; what it throws undoes its writes and comes back to the caller.</param>
    /// <returns>The result of the work, once its writes are durable.</returns>
    public Task<T> TransactAsync<T>(Func<LedgerTransaction, T> work)
    {
        var unit = new LedgerWork<T>(work);
        return queue.Writer.TryWrite(unit) ? unit.Done : throw new ObjectDisposedException(nameof(PaymentLedger));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<LedgerWork>(LargestBatch);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<LedgerWork> batch)
    {
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            batch.ForEach(RunInSavepoint);
            connection.Execute("COMMIT");
        }
        catch (Exception fault)
        {
            // A failed COMMIT may leave the transaction open; nothing of this batch may survive.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                connection.Execute("ROLLBACK");
            }

            batch.ForEach(work => work.Fail(fault));
            return;
        }

        batch.ForEach(work => work.Acknowledge());
        if (transaction.Notifications.HasNew)
        {
            transaction.Notifications.HasNew = false;
            Notified?.Invoke(this, EventArgs.Empty);
        }
    }

    private void RunInSavepoint(LedgerWork work)
    {
        connection.Execute("SAVEPOINT unit");
        if (!work.TryRun(transaction))
        {
            connection.Execute("ROLLBACK TO unit");
        }

        connection.Execute("RELEASE unit");
    }
}
