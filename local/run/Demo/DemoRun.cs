using System.Globalization;
using Checkout.Local.Run.RunFile;
using Checkout.Local.Run.Screen;
using Spectre.Console;

namespace Checkout.Local.Run.Demo;

/// <summary>Runs the demo's checkouts one after another on a system that runs, and shows how they went.</summary>
/// <param name="screen">Where it is shown.</param>
/// <param name="time">Clock.</param>
internal sealed class DemoRun(RunScreen screen, TimeProvider time)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs the demo.</summary>
    /// <param name="definition">What runs.</param>
    /// <param name="cancellationToken">Stops the demo.</param>
    /// <returns><see cref="ExitCode.Stopped"/> exactly when every checkout ended as it should.</returns>
    public async Task<ExitCode> RunAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        var merchantApi = Merchant.AddressOf(definition) ?? throw new RunException(
            ExitCode.BadConfiguration,
            $"{definition.File} starts no app 'checkout-api' with an appPort.",
            "Run the demo with the repository's dapr.yaml.");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = CallLimit };
        var checkout = new DemoCheckout(new Merchant(http, merchantApi), new Shopper(http, merchantApi), time);

        var outcomes = new List<DemoOutcome>();
        foreach (var scenario in DemoScenario.All)
        {
            var expected = string.Join(", then ", scenario.Expected);
            screen.Line($"\n[bold]{scenario.Name}[/]  [grey]card {scenario.MaskedCard}, expecting {expected}[/]");
            var outcome = await checkout.RunAsync(
                scenario, (code, elapsed) => ShowChange(elapsed, ColourOf(code), code), cancellationToken);
            if (outcome.Failure is { } failure)
            {
                ShowChange(outcome.Elapsed, "red", failure);
            }

            outcomes.Add(outcome);
        }

        screen.Line(string.Empty);
        screen.Show(Summary(outcomes));
        if (outcomes.TrueForAll(outcome => outcome.IsAsExpected))
        {
            return ExitCode.Stopped;
        }

        screen.Show([new Problem("Not every checkout ended as it should.", $"The apps' logs tell more: {AppLog.DirectoryOf(definition)}")]);
        return ExitCode.DemoFailed;
    }

    private void ShowChange(TimeSpan elapsed, string colour, string text) =>
        screen.Line($"  {Milliseconds(elapsed),6} ms  [{colour}]{Markup.Escape(text)}[/]");

    private static Table Summary(List<DemoOutcome> outcomes)
    {
        var table = new Table().RoundedBorder().AddColumns("", "scenario", "tracking number", "expected", "got");
        table.AddColumn(new TableColumn("ms").RightAligned());
        foreach (var outcome in outcomes)
        {
            table.AddRow(
                outcome.IsAsExpected ? "[green]ok[/]" : "[red]failed[/]",
                outcome.Scenario.Name,
                Markup.Escape(outcome.TrackingNumber ?? "-"),
                outcome.Scenario.Expected[^1],
                Markup.Escape(outcome.Seen is [.., var last] ? last : "-"),
                Milliseconds(outcome.Elapsed));
        }

        return table;
    }

    private static string Milliseconds(TimeSpan elapsed) => elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);

    private static string ColourOf(string code) => code switch
    {
        CheckoutStatus.Done => "green",
        CheckoutStatus.Failed => "red",
        CheckoutStatus.ChallengeRequired => "yellow",
        _ => "grey",
    };
}
