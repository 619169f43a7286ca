namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// Keys of the actor state store. Every run of an instance has a name of its own within them, so that what a replaced run left behind
/// never mixes with its successor.
/// </summary>
internal static class JournalKeys
{
    /// <summary>Prefix of the markers of instances that are not finished; recovery reads no others.</summary>
    internal static string ActivePrefix(string appId) => Prefix(appId, "workflow.active");

    /// <summary>Prefix of the records of finished instances.</summary>
    internal static string FinishedPrefix(string appId) => Prefix(appId, "workflow.finished");

    internal static string Active(InstanceKey key) => ActivePrefix(key.AppId) + key.InstanceId;

    internal static string Finished(InstanceKey key) => FinishedPrefix(key.AppId) + key.InstanceId;

    /// <summary>Prefix of the rows that say when finished instances are to be deleted, in the order of time.</summary>
    internal static string RetentionPrefix(string appId) => Prefix(appId, "workflow.retention");

    internal static string Retention(InstanceKey key, DateTimeOffset due) =>
        $"{RetentionPrefix(key.AppId)}{due.ToUnixTimeMilliseconds():D15}||{key.InstanceId}";

    /// <summary>Prefix of all rows of one run: its history, one row a turn, and its inbox.</summary>
    internal static string Run(InstanceKey key, string run) =>
        $"{Prefix(key.AppId, "workflow")}{key.InstanceId.Replace("%", "%25").Replace("|", "%7C")}||{run}||";

    internal static string History(string runPrefix, int turn) => $"{runPrefix}{HistoryKind}{turn:D6}";

    internal static string Inbox(string runPrefix, long row) => $"{runPrefix}{InboxKind}{row:D12}";

    internal const string HistoryKind = "history-";

    internal const string InboxKind = "inbox-";

    private static string Prefix(string appId, string kind) => $"{appId}||dapr.internal.default.{appId}.{kind}||";
}
