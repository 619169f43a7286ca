using System.Text.Json.Nodes;
using Checkout.Local.Tests.Sidecar;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The entries of a bulk delivery, whose order is not fixed and whose IDs the app repeats in its answer.</summary>
internal static class BulkEntries
{
    /// <summary>The delivery with its entries in the order of the recorded one; another message as it is.</summary>
    internal static JsonNode? InOrderOf(JsonNode? recorded, JsonNode? actual)
    {
        if (Entries(recorded) is not { } wanted || Entries(actual) is not { } found)
        {
            return actual;
        }

        var order = wanted.Select(Data).ToList();
        var copy = actual?.DeepClone();
        if (copy is JsonObject delivery)
        {
            delivery["entries"] = new JsonArray([.. found.OrderBy(entry => order.IndexOf(Data(entry))).Select(entry => entry?.DeepClone())]);
        }

        return copy;
    }

    /// <summary>What an app answers to a request, with the IDs of the entries that it was sent.</summary>
    internal static JsonObject? Answer(JsonObject scripted, Seen request)
    {
        var answered = scripted["answered"]?.AsObject();
        var recorded = scripted["body"]?["json"];
        if (answered is null || Entries(recorded) is not { } wanted)
        {
            return answered;
        }

        var text = answered.ToJsonString();
        foreach (var (entry, sent) in wanted.Zip(Entries(InOrderOf(recorded, JsonNode.Parse(request.Body))) ?? []))
        {
            text = text.Replace(Id(entry), Id(sent), StringComparison.Ordinal);
        }

        return JsonNode.Parse(text)?.AsObject();
    }

    private static JsonArray? Entries(JsonNode? delivery) => (delivery as JsonObject)?["entries"] as JsonArray;

    private static string Data(JsonNode? entry) => entry?["event"]?["data"]?.ToJsonString() ?? string.Empty;

    private static string Id(JsonNode? entry) => entry?["entryId"]?.GetValue<string>() ?? string.Empty;
}
