namespace Checkout.Local.Sidecar.State;

/// <summary>The one writer of a durable store. Belongs to the thread of <see cref="GroupCommit"/>.</summary>
internal interface IGroupWriter : IDisposable
{
    /// <summary>
    /// Applies transactions in their order within one physical commit, each of them whole or not at all. Sets the refused key of those
    /// whose conditions do not hold. When it throws, none is applied, or the connection
    /// to a server broke while it committed and nobody knows; the writer is ready for the next group.
    /// </summary>
    /// <param name="group">The transactions.</param>
    /// <param name="now">Milliseconds since 1970; what expires until then does not exist.</param>
    /// <returns>Whether there was anything to commit.</returns>
    bool Write(IReadOnlyList<QueuedTransaction> group, long now);
}
