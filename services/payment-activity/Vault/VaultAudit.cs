using System.Diagnostics.Metrics;

namespace Checkout.Payments.Vault;

/// <summary>On whose behalf the vault is opened.</summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="Attempt">Its authorisation.</param>
internal sealed record VaultReader(string TrackingNumber, int Attempt);

/// <summary>
/// Tells of every opening of the vault (PCI DSS 10.2.1.1): log event 4101, counted by <c>checkout.vault.reads</c>. It names the order, never the
/// token or what lies under it.
/// </summary>
internal sealed partial class VaultAudit
{
    private readonly ILogger<VaultAudit> logger;
    private readonly Counter<long> reads;

    public VaultAudit(IMeterFactory meters, ILogger<VaultAudit> logger)
    {
        this.logger = logger;
        reads = meters.Create("Checkout.Payments").CreateCounter<long>("checkout.vault.reads", description: "Openings of vault entries.");
    }

    /// <summary>An entry is about to be opened.</summary>
    public void Reading(string kind, string keyId, VaultReader reader)
    {
        reads.Add(1, new("kind", kind), new("key", keyId));
        LogRead(kind, keyId, reader.TrackingNumber, reader.Attempt);
    }

    [LoggerMessage(4101, LogLevel.Information, "The vault opens a {Kind} under key {KeyId} for attempt {Attempt} of {TrackingNumber}.")]
    private partial void LogRead(string kind, string keyId, string trackingNumber, int attempt);
}
