using System.Collections.Immutable;
using Checkout.Local.Wire.Grpc;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What <c>spec.workflow</c> of an app's Configuration says.</summary>
/// <param name="Retention">How long finished instances are kept.</param>
/// <param name="Turns">How many turns are with the app's workers at a time.</param>
/// <param name="Activities">How many activities are.</param>
internal sealed record WorkflowSettings(RetentionPolicy Retention, ConcurrencyLimits Turns, ConcurrencyLimits Activities)
{
    /// <summary>What applies without a Configuration.</summary>
    public static readonly WorkflowSettings Default = new(RetentionPolicy.KeepForEver, ConcurrencyLimits.None, ConcurrencyLimits.None);

    /// <summary>Largest gRPC message between the sidecar and the app's workers, in bytes: <c>--max-body-size</c>.</summary>
    public int MaxMessageBytes { get; init; } = GrpcFrame.DefaultMaxMessageBytes;
}

/// <summary>How much work of one kind may be with an app's workers at a time.</summary>
/// <param name="Most">All together; null for any number.</param>
/// <param name="MostByName">Those of one name; any number of the others.</param>
internal sealed record ConcurrencyLimits(int? Most, IReadOnlyDictionary<string, int> MostByName)
{
    /// <summary>No limits.</summary>
    public static readonly ConcurrencyLimits None = new(null, ImmutableDictionary<string, int>.Empty);
}
