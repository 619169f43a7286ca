using System.Text;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Crashes;

/// <summary>The host is killed at several points of a checkout and started again; each order still ends as if nothing had happened.</summary>
public sealed class CrashTests
{
    private static readonly LedgerTotals ChargedOnce = new(Charges: 1, Captured: 1499, Refunded: 0, Held: 0);

    [Fact]
    public async Task Orders_survive_a_SIGKILL_at_each_point_charge_once_and_leave_no_card_data()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs signals.");
        using var folder = new SystemFolder(new SystemPorts());
        var output = new StringBuilder();
        var (merchant, psps) = (new Merchant(Address(folder, 8080)), Address(folder, 8090));

        var accepted = await CrashAsync(folder, output, () => merchant.SubmitAsync(Merchant.Order(Cards.Frictionless)));
        var held = await CrashAsync(folder, output, () => SubmitUntilAsync(merchant, psps, totals => totals.Held > 0 || totals.Charges > 0));
        var charged = await CrashAsync(folder, output, () => SubmitUntilAsync(merchant, psps, totals => totals.Charges > 0));
        var received = await CrashAsync(
            folder, output, () => SubmitUntilAsync(merchant, psps, totals => totals.Charges > 0, provider: "adyen"));
        var challenged = await CrashAsync(folder, output, async () => (await ChallengeAsync(merchant)).TrackingNumber);
        Uri? wayBack = null;
        var approved = await CrashAsync(folder, output, async () =>
        {
            var (trackingNumber, challengeUrl) = await ChallengeAsync(merchant);
            wayBack = await Shopper.AnswerAtTheBankAsync(challengeUrl, "approve");
            return trackingNumber;
        });
        var failed = await CrashAsync(folder, output, async () =>
        {
            var trackingNumber = await merchant.SubmitAsync(Merchant.Order(Cards.FailsAtCapture));
            await merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
            return trackingNumber;
        });

        await using var run = await RunProcess.StartAsync(folder, output);
        var status = await merchant.UntilAsync(challenged, "CHECK_OUT_3DS_REQUIRED");
        await Shopper.AnswerAsync(UrlOf(status), "approve");
        await Shopper.ReturnAsync(wayBack.ShouldNotBeNull());
        foreach (var trackingNumber in new[] { accepted, held, charged, received, challenged, approved })
        {
            await merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
            (await Ledger.OfAsync(psps, trackingNumber)).ShouldBe(ChargedOnce, trackingNumber);
        }

        await merchant.UntilAsync(failed, "CHECK_OUT_FAILED");
        await Eventually.HoldsAsync(async () => await Ledger.OfAsync(psps, failed) == new LedgerTotals(Charges: 0, Captured: 0, Refunded: 0, Held: 0));

        (await run.StopAsync()).ShouldBe(0);
        CardDataScan.OfFiles(folder.Data).ShouldBeEmpty();
        CardDataScan.Of(output.ToString()).ShouldBeEmpty();
    }

    private static async Task<string> CrashAsync(SystemFolder folder, StringBuilder output, Func<Task<string>> until)
    {
        await using var run = await RunProcess.StartAsync(folder, output);
        var trackingNumber = await until();
        await run.KillAsync();
        return trackingNumber;
    }

    private static async Task<(string TrackingNumber, string ChallengeUrl)> ChallengeAsync(Merchant merchant)
    {
        var trackingNumber = await merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        return (trackingNumber, UrlOf(await merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED")));
    }

    private static string UrlOf(JsonNode status) => status["redirectInstructions"]!["redirectUrl"]!.GetValue<string>();

    private static async Task<string> SubmitUntilAsync(
        Merchant merchant, Uri psps, Func<LedgerTotals, bool> reached, string? provider = null)
    {
        var trackingNumber = await merchant.SubmitAsync(Merchant.Order(Cards.Frictionless, provider: provider));
        await Eventually.HoldsAsync(async () => reached(await Ledger.OfAsync(psps, trackingNumber)));
        return trackingNumber;
    }

    private static Uri Address(SystemFolder folder, int port) => new($"http://localhost:{folder.Ports[port]}");
}
