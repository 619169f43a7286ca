using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Campaign;

/// <summary>
/// Many checkouts over all channels and PSPs, while the PSPs time out, fail, refuse and notify badly, shoppers vanish, and services and sidecars
/// are killed. At the end the PSPs' own ledger is compared with what was delivered. <c>CHECKOUT_LEDGER=2000</c> makes it long,
/// <c>CHECKOUT_LEDGER_SEED</c> another one.
/// </summary>
public sealed class LedgerTests
{
    private const int Shoppers = 48;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static int Orders => Number("CHECKOUT_LEDGER") ?? 31;

    private static int Seed => Number("CHECKOUT_LEDGER_SEED") ?? 20261121;

    [Fact]
    public async Task Whatever_fails_no_order_is_charged_twice_paid_in_vain_or_delivered_unpaid_and_each_has_an_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs signals.");
        using var folder = new SystemFolder(new SystemPorts());
        var output = new StringBuilder();
        await using var chaos = new Chaos(folder, output, Seed);
        await chaos.StartAsync();
        var started = Stopwatch.StartNew();
        var merchant = new Merchant(new Uri($"http://localhost:{folder.Ports[8080]}"));
        var books = new Books(folder);

        var (bought, calm) = (new ConcurrentBag<(OrderPlan Plan, string TrackingNumber)>(), new TaskCompletionSource());
        var buying = BuyAsync(merchant, bought, chaos, calm);
        await chaos.RageAsync(calm.Task);
        await chaos.CalmAsync();
        await buying;
        var orders = await SettleAsync(merchant, books, bought);

        Report(orders, chaos, started.Elapsed);
        orders.Count.ShouldBe(Orders);
        orders.SelectMany(order => order.Wrongs().Select(wrong => $"{order}: {wrong}")).ShouldBeEmpty();
        await chaos.DisposeAsync();
        CardDataScan.OfFiles(folder.Data).ShouldBeEmpty();
        CardDataScan.Of(output.ToString()).ShouldBeEmpty();
    }

    /// <summary>Lets so many shoppers at a time buy. When the last order was submitted, the storm is over.</summary>
    private static async Task BuyAsync(
        Merchant merchant, ConcurrentBag<(OrderPlan Plan, string TrackingNumber)> bought, Chaos chaos, TaskCompletionSource calm)
    {
        var plans = new ConcurrentQueue<OrderPlan>(OrderPlan.Draw(Orders, Seed));
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(async _ =>
            {
                while (plans.TryDequeue(out var plan))
                {
                    var trackingNumber = await new PersistentShopper(plan, merchant).BuyAsync(calm.Task);
                    bought.Add((plan, trackingNumber));
                }
            }));
        }
        finally
        {
            calm.TrySetResult();
        }
    }

    /// <summary>The books, once nothing moves any more.</summary>
    private static async Task<IReadOnlyList<BookedOrder>> SettleAsync(
        Merchant merchant, Books books, IReadOnlyCollection<(OrderPlan Plan, string TrackingNumber)> bought)
    {
        var (settled, deadline) = (new Dictionary<string, BookedOrder>(StringComparer.Ordinal), Stopwatch.StartNew());
        using var pulse = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            var queue = await books.QueueAsync();
            foreach (var (plan, trackingNumber) in bought)
            {
                if (settled.GetValueOrDefault(trackingNumber) is not { } known || known.Wrongs().Any())
                {
                    var status = await PersistentShopper.StatusOfAsync(merchant, trackingNumber);
                    settled[trackingNumber] = await books.OfAsync(plan, trackingNumber, status, queue);
                }
            }
        }
        while (settled.Values.Any(order => order.Wrongs().Any()) && deadline.Elapsed < Patience
            && await pulse.WaitForNextTickAsync(TestContext.Current.CancellationToken));

        return [.. settled.Values];
    }

    private static void Report(IReadOnlyList<BookedOrder> orders, Chaos chaos, TimeSpan elapsed)
    {
        var report = new StringBuilder($"{orders.Count} orders, seed {Seed}, {elapsed.TotalSeconds:F0} s\n");
        report.AppendLine($"killed: {string.Join(", ", chaos.Kills.Select(kill => $"{kill.Key} {kill.Value}"))}");
        report.AppendLine($"faults: {string.Join(", ", chaos.Faults.Select(fault => $"{fault.Key} {fault.Value}"))}");
        foreach (var scenario in orders.GroupBy(order => order.Plan.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (done, queued) = (scenario.Count(order => order.Delivered), scenario.Count(order => order.Queued));
            report.AppendLine($"{scenario.Key,-32} {scenario.Count(),5} orders {done,5} paid and delivered {queued,3} with operators");
        }

        TestContext.Current.SendDiagnosticMessage(report.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
