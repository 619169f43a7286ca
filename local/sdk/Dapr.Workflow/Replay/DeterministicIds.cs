using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Dapr.Workflow.Replay;

/// <summary>
/// IDs that come out the same in every replay: UUIDs of version 5 (RFC 9562, section 5.5) in a namespace of the run's own.
/// </summary>
internal sealed class DeterministicIds
{
    private const int GuidBytes = 16;
    private static readonly Guid OidNamespace = new("6ba7b812-9dad-11d1-80b4-00c04fd430c8");
    private readonly string instanceId;
    private readonly Guid seed;
    private int guids;

    /// <param name="executionId">Seed of the IDs; the instance ID stands in when the sidecar sends none.</param>
    /// <param name="instanceId">Part of every ID's name.</param>
    public DeterministicIds(string? executionId, string instanceId)
    {
        this.instanceId = instanceId;
        var text = string.IsNullOrEmpty(executionId) ? instanceId : executionId;
        seed = Guid.TryParse(text, out var guid) ? guid : Version5(OidNamespace, text);
    }

    public Guid NewGuid() => Version5(seed, $"{instanceId}_{guids++}");

    /// <summary>The key of one activity call: another for each attempt. It is opaque to the sidecar.</summary>
    public string TaskExecutionId(int taskId, string name) => Version5(seed, $"{instanceId}_{taskId}_{name}").ToString("N");

    [SuppressMessage("Security", "CA5350", Justification = "Version 5 is defined with SHA-1, and the IDs are no secrets.")]
    internal static Guid Version5(Guid space, string name)
    {
        var hash = SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, GuidBytes), bigEndian: true);
    }
}
