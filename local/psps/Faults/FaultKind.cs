using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.Faults;

/// <summary>What can go wrong between a merchant and its PSP. Of one request or one notification at most one of them happens.</summary>
[JsonConverter(typeof(FaultKindConverter))]
internal enum FaultKind
{
    /// <summary>The request is swallowed: never processed, and the connection is cut without an answer.</summary>
    TimeoutBefore,

    /// <summary>The request is processed, and the connection is cut before its answer.</summary>
    TimeoutAfter,

    /// <summary>Answered with 500, never processed.</summary>
    ErrorBefore,

    /// <summary>Processed, and answered with 500.</summary>
    ErrorAfter,

    /// <summary>Answered with 429 and <c>Retry-After</c>, never processed.</summary>
    TooManyRequests,

    /// <summary>Processed and answered as always, after a while.</summary>
    Slow,

    /// <summary>A notification is sent twice.</summary>
    Duplicate,

    /// <summary>A notification is sent after a while; others go first.</summary>
    Late,

    /// <summary>A notification is sent after the one that follows it.</summary>
    Reordered,

    /// <summary>A notification is never sent.</summary>
    Missing,
}

/// <summary>The two groups of faults.</summary>
internal static class FaultKinds
{
    /// <summary>Faults of requests, in the order in which a draw goes through them.</summary>
    public static IReadOnlyList<FaultKind> OfRequests { get; } =
    [
        FaultKind.TimeoutBefore, FaultKind.TimeoutAfter, FaultKind.ErrorBefore, FaultKind.ErrorAfter, FaultKind.TooManyRequests,
        FaultKind.Slow,
    ];

    /// <summary>Faults of notifications, in the order in which a draw goes through them.</summary>
    public static IReadOnlyList<FaultKind> OfNotifications { get; } =
        [FaultKind.Duplicate, FaultKind.Late, FaultKind.Reordered, FaultKind.Missing];
}

/// <summary>Writes kinds as <c>timeoutBefore</c>.</summary>
internal sealed class FaultKindConverter() : JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
