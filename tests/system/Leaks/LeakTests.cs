using System.Text;
using System.Text.Json.Nodes;
using Checkout.Local.Tests.Sidecar.PubSub;
using Checkout.Local.Tests.Sidecar.State;
using Checkout.Services.Tests.FulfilmentActivity.Webhooks;
using Checkout.SystemTests.Campaign;
using Checkout.SystemTests.Crashes;
using Checkout.SystemTests.Hosting;
using Npgsql;

namespace Checkout.SystemTests.Leaks;

/// <summary>
/// After every scenario over every channel and PSP, and a crash in the middle, no sink holds a card number, a security code or an account
/// number - in clear, base64 or hex: state store and workflow history, broker, logs, traces, metrics, webhooks, crash output.
/// </summary>
public sealed class LeakTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_scan_finds_what_it_looks_for()
    {
        var order = Merchant.Order(Cards.Frictionless);
        CardDataScan.Of(order).Count.ShouldBe(2); // number and security code
        CardDataScan.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(order))).ShouldNotBeEmpty();
        CardDataScan.Of(Convert.ToHexString(Encoding.UTF8.GetBytes(order))).ShouldNotBeEmpty();
        CardDataScan.Of("""{"iban":"AT611904300234573201"}""").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task No_sink_of_SQLite_and_the_broker_in_memory_holds_card_data()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs signals.");
        using var folder = new SystemFolder(new SystemPorts());
        await ShouldLeakNothingAsync(folder);
    }

    [Fact]
    public async Task No_sink_of_PostgreSQL_and_RabbitMQ_holds_card_data()
    {
        Assert.SkipWhen((PostgresServer.Missing ?? RabbitMqServer.Missing) is not null, "Needs PostgreSQL and RabbitMQ.");
        using var folder = new SystemFolder(new SystemPorts());
        await using var store = await PostgresServer.StartAsync();
        await using var broker = await RabbitMqServer.StartAsync();
        folder.Replace("postgres");
        folder.Replace("rabbitmq");
        await folder.WriteSecretAsync("postgres/database.json", store.ConnectionString);
        await folder.WriteSecretAsync("rabbitmq/broker.json", broker.NewAddress());

        await ShouldLeakNothingAsync(folder);

        CardDataScan.Of(await RowsAsync(store)).ShouldBeEmpty();
        await store.CrashAsync();
        CardDataScan.OfFiles(store.Folder).ShouldBeEmpty();
        CardDataScan.OfFiles(broker.Folder).ShouldBeEmpty();
    }

    private static async Task ShouldLeakNothingAsync(SystemFolder folder)
    {
        var output = new StringBuilder();
        await using var telemetry = await TelemetrySink.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["Logging__LogLevel__Default"] = "Debug",
            ["Checkout__ChallengeDeadline"] = "00:00:10",
        };
        var merchant = new Merchant(new Uri($"http://localhost:{folder.Ports[8080]}"));
        var plans = OrderPlan.All();
        var webhooks = new List<string>();
        await using (var run = await RunProcess.StartAsync(folder, output, settings))
        {
            await AddWebhookAsync(merchant, receiver.Url);
            await Task.WhenAll(plans.Select(plan => new PersistentShopper(plan, merchant).BuyAsync(Task.Delay(Timeout.Infinite, Cancel))));
            await DialectPurchases.MakeAsync(new Uri($"http://localhost:{folder.Ports[8080]}"));
            while (webhooks.Count < plans.Count)
            {
                webhooks.Add((await receiver.NextAsync()).Text);
            }

            // A crash with cards in hand: some orders are on their way.
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => merchant.SubmitAsync(Merchant.Order(Cards.TimesOutAfterProcessing))));
            await run.KillAsync("payment-activity.dll");
        }

        CardDataScan.OfFiles(folder.Root).ShouldBeEmpty();
        CardDataScan.Of(output.ToString()).ShouldBeEmpty();
        CardDataScan.Of(string.Concat(webhooks)).ShouldBeEmpty();
        foreach (var signal in new[] { "/v1/traces", "/v1/metrics" })
        {
            telemetry.To(signal).ShouldNotBeEmpty(signal);
            CardDataScan.Of(string.Concat(telemetry.To(signal).Select(Encoding.Latin1.GetString))).ShouldBeEmpty(signal);
        }
    }

    private static async Task AddWebhookAsync(Merchant merchant, string url)
    {
        var webhook = new JsonObject { ["url"] = url };
        using var response = await merchant.PostAsync("/api/v1/c2a/webhooks", webhook.ToJsonString());
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<string> RowsAsync(PostgresServer store)
    {
        var connection = store.ConnectionString.Replace("user=", "Username=", StringComparison.Ordinal).Replace(' ', ';');
        await using var source = NpgsqlDataSource.Create(connection);
        var tables = new List<string>();
        await using (var command = source.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        await using (var reader = await command.ExecuteReaderAsync(Cancel))
        {
            while (await reader.ReadAsync(Cancel))
            {
                tables.Add(reader.GetString(0));
            }
        }

        var rows = new StringBuilder();
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"SELECT t::text FROM \"{table}\" t");
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                rows.AppendLine(reader.GetString(0));
            }
        }

        rows.ToString().ShouldContain("payment-", Case.Sensitive);
        return rows.ToString();
    }
}
