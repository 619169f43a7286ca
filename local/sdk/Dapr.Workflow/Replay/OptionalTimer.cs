using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Dapr.Workflow.Replay;

/// <summary>The timer of a wait for an event without end: it stands in history so that operators see the wait, and never fires.</summary>
internal static class OptionalTimer
{
    private const long LastSecond = 253402300799; // 9999-12-31T23:59:59Z
    private const int LastNanosecond = 999999999;

    public static Timestamp FireAt => new() { Seconds = LastSecond, Nanos = LastNanosecond };

    public static bool Is(CreateTimerAction? timer) => timer is { ExternalEvent: not null } && IsNever(timer.FireAt);

    /// <summary>Whether an event can stand for such a timer: only a timer with the same time.</summary>
    public static bool IsRecordedBy(HistoryEvent e) =>
        e.EventTypeCase == HistoryEvent.EventTypeOneofCase.EventSent || (e.TimerCreated is { } timer && IsNever(timer.FireAt));

    private static bool IsNever(Timestamp? time) => time is { Seconds: LastSecond, Nanos: LastNanosecond };
}
