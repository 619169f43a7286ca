using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Campaign;

/// <summary>An order at the end of the campaign: what the merchant was told, what the PSP's ledger and the customer's account say.</summary>
/// <param name="Plan">The order.</param>
/// <param name="TrackingNumber">Its number.</param>
/// <param name="Status">What the merchant was told.</param>
/// <param name="Money">What the PSP's ledger says.</param>
/// <param name="Delivered">Whether the customer holds something.</param>
/// <param name="Queued">Whether operators have been asked.</param>
internal sealed record BookedOrder(
    OrderPlan Plan, string TrackingNumber, string Status, LedgerTotals Money, bool Delivered, bool Queued)
{
    /// <summary>Everything that must never be; empty when the order is in order.</summary>
    public IEnumerable<string> Wrongs()
    {
        var kept = Money.Captured - Money.Refunded;
        if (Money.Charges > 1)
        {
            yield return $"charged {Money.Charges} times";
        }

        if (Delivered && kept == 0)
        {
            yield return "delivered and unpaid";
        }

        if (!Delivered && !Queued && (kept != 0 || Money.Held != 0))
        {
            yield return "paid or held, and undelivered";
        }

        if (Status is not ("CHECK_OUT_DONE" or "CHECK_OUT_FAILED") && !Queued)
        {
            yield return $"neither an end nor a queue entry: {Status}";
        }

        if (Status is "CHECK_OUT_DONE" != Delivered && !Queued)
        {
            yield return $"{Status}, and {(Delivered ? "delivered" : "not delivered")}";
        }

        if (Plan.End is PlannedEnd.NotPaid && Delivered)
        {
            yield return "delivered although it was never to be paid";
        }
    }

    public override string ToString() => $"{TrackingNumber} ({Plan.Name}) {Status} {Money}";
}

/// <summary>Reads the books.</summary>
internal sealed class Books(SystemFolder folder)
{
    private const string OperatorKey = "sk_dev_acme_operator_123456789";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The tracking numbers in the operators' queue.</summary>
    public async Task<IReadOnlySet<string>> QueueAsync()
    {
        using var http = new HttpClient { BaseAddress = Address(8080) };
        http.DefaultRequestHeaders.Add("x-tn", Merchant.Tenant);
        http.DefaultRequestHeaders.Add("x-api-key", OperatorKey);
        var queue = await http.GetFromJsonAsync<JsonNode>(new Uri("/operations/stuck", UriKind.Relative), Cancel);
        return queue!["orders"]!.AsArray().Select(order => order!["trackingNumber"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>One order as it stands.</summary>
    public async Task<BookedOrder> OfAsync(OrderPlan plan, string trackingNumber, string status, IReadOnlySet<string> queue)
    {
        using var http = new HttpClient { BaseAddress = Address(8082) };
        var held = await http.GetFromJsonAsync<JsonNode>(
            new Uri($"/entitlements/{Merchant.Tenant}/{plan.CustomerUrn}", UriKind.Relative), Cancel);
        return new BookedOrder(
            plan,
            trackingNumber,
            status,
            await Ledger.OfAsync(Address(8090), trackingNumber),
            held!.AsArray().Count > 0,
            queue.Contains(trackingNumber));
    }

    private Uri Address(int port) => new($"http://localhost:{folder.Ports[port]}");
}
