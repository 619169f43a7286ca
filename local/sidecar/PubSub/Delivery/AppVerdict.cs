using System.Text.Json;

namespace Checkout.Local.Sidecar.PubSub.Delivery;

/// <summary>What becomes of an event, as the app says.</summary>
internal enum AppVerdict
{
    /// <summary>Done.</summary>
    Success,

    /// <summary>Failed in a way that another try may mend.</summary>
    Retry,

    /// <summary>The app does not want it.</summary>
    Drop,
}

/// <summary>Reads the app's answers to events.</summary>
internal static class AppVerdicts
{
    private const int NotFound = 404;

    /// <summary>The verdict on a single event.</summary>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="body">Body of the answer.</param>
    public static AppVerdict OfOne(int status, byte[] body)
    {
        if (OfStatus(status) is { } failure)
        {
            return failure;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return root.ValueKind is JsonValueKind.Object && root.TryGetProperty("status", out var word) && word.ValueKind is JsonValueKind.String
                ? word.GetString() is "" ? AppVerdict.Success : OfWord(word.GetString())
                : AppVerdict.Success;
        }
        catch (JsonException)
        {
            return AppVerdict.Success; // no body, or one that says nothing to Dapr
        }
    }

    /// <summary>The verdicts on the entries of a bulk delivery; an entry that the app does not mention is to be retried.</summary>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="body">Body of the answer.</param>
    /// <param name="entryIds">The entries that were sent.</param>
    public static IReadOnlyDictionary<string, AppVerdict> OfBulk(int status, byte[] body, IReadOnlyCollection<string> entryIds)
    {
        var verdicts = entryIds.ToDictionary(id => id, _ => OfStatus(status) ?? AppVerdict.Retry, StringComparer.Ordinal);
        if (OfStatus(status) is not null)
        {
            return verdicts;
        }

        try
        {
            var answer = JsonSerializer.Deserialize<BulkAnswer>(body, JsonSerializerOptions.Web);
            foreach (var entry in answer?.Statuses ?? [])
            {
                if (entry.EntryId is { } id && verdicts.ContainsKey(id))
                {
                    verdicts[id] = OfWord(entry.Status);
                }
            }
        }
        catch (JsonException)
        {
            // Nothing is known of any entry.
        }

        return verdicts;
    }

    private static AppVerdict? OfStatus(int status) => status switch
    {
        >= 200 and < 300 => null,
        NotFound => AppVerdict.Drop,
        _ => AppVerdict.Retry,
    };

    private static AppVerdict OfWord(string? word) => word switch
    {
        "SUCCESS" => AppVerdict.Success,
        "DROP" => AppVerdict.Drop,
        _ => AppVerdict.Retry,
    };

    private sealed record BulkAnswer(IReadOnlyList<BulkAnswerEntry>? Statuses);

    private sealed record BulkAnswerEntry(string? EntryId, string? Status);
}
