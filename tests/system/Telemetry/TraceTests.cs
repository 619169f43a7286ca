using System.Collections.Concurrent;
using System.Diagnostics;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Telemetry;

public sealed class TraceTests(LocalSystem system)
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Dapr.Workflow"];

    [Fact]
    public async Task One_trace_runs_from_the_post_to_the_delivery_and_holds_no_card_number()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name, StringComparer.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom();

        var trackingNumber = await system.Merchant.SubmitAsync(
            Merchant.Order(Cards.Frictionless), $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        string[] Steps() => [.. spans.Where(span => span.TraceId == trace).Select(span => span.DisplayName)];
        await Eventually.HoldsAsync(() => Task.FromResult(Steps().Any(step => step.Contains("DeliverItems", StringComparison.Ordinal))));
        string[] expected =
        [
            "POST /api/c2a/offer/checkout", "POST /vault/cards", "WorkflowActivity ReserveItems", "WorkflowActivity AuthorizePayment",
            "WorkflowActivity CapturePayment", "WorkflowActivity DeliverItems",
        ];
        expected.Except(Steps(), StringComparer.Ordinal).ShouldBeEmpty();

        var text = string.Join('\n', spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)));
        CardDataScan.Of(text).ShouldBeEmpty();
    }
}
