using System.CommandLine;
using System.CommandLine.Parsing;

namespace Checkout.Bench.Checkouts;

/// <summary><c>checkouts</c>: what frictionless checkouts take in a system that runs.</summary>
internal static class CheckoutCommand
{
    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "Where checkout-api serves.",
        DefaultValueFactory = _ => new("http://localhost:8080"),
        CustomParser = Address,
    };

    private static readonly Option<Uri?> Metrics = new("--metrics")
    {
        Description = "Metrics of the sidecar (http://localhost:9090/metrics), to count durable commits.",
        CustomParser = Address,
    };

    private static readonly Option<int> Orders = new("--orders") { Description = "Orders per row.", DefaultValueFactory = _ => 500 };

    private static readonly Option<int[]> Concurrency = new("--concurrency")
    {
        Description = "How many orders are on their way at a time; several values make several rows.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 20, 100],
    };

    public static Command Create()
    {
        var command = new Command("checkouts", "Measures frictionless checkouts against a system that runs (dotnet run --project local/run).")
        {
            Url, Metrics, Orders, Concurrency,
        };
        command.SetAction(MeasureAsync);
        return command;
    }

    private static async Task<int> MeasureAsync(ParseResult arguments, CancellationToken cancellation)
    {
        using var load = new CheckoutLoad(arguments.GetRequiredValue(Url), arguments.GetValue(Metrics));
        await load.WarmUpAsync(cancellation);
        var runs = new List<CheckoutRun>();
        foreach (var level in arguments.GetRequiredValue(Concurrency))
        {
            runs.Add(await load.RunAsync(level, arguments.GetRequiredValue(Orders), cancellation));
        }

        CheckoutReport.Print(runs);
        return runs.TrueForAll(run => run.Failed == 0) ? 0 : 1;
    }

    private static Uri? Address(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            return address;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not an http address.");
        return null;
    }
}
