using System.CommandLine;
using System.CommandLine.Parsing;
using Checkout.Bench;

var url = new Option<Uri>("--url")
{
    Description = "Where checkout-api serves.",
    DefaultValueFactory = _ => new("http://localhost:8080"),
    CustomParser = Address,
};
var metrics = new Option<Uri?>("--metrics")
{
    Description = "Metrics of the sidecar (http://localhost:9090/metrics), to count durable commits.",
    CustomParser = Address,
};
var orders = new Option<int>("--orders") { Description = "Orders per concurrency.", DefaultValueFactory = _ => 500 };
var concurrency = new Option<int[]>("--concurrency")
{
    Description = "How many orders are on their way at a time; several values make several rows.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [1, 20],
};

var command = new RootCommand("Measures frictionless checkouts against a system that runs (dotnet run --project local/run).")
{
    url, metrics, orders, concurrency,
};
command.SetAction(async (arguments, cancellation) =>
{
    using var load = new CheckoutLoad(arguments.GetRequiredValue(url), arguments.GetValue(metrics));
    await load.WarmUpAsync(cancellation);
    var runs = new List<LoadRun>();
    foreach (var level in arguments.GetRequiredValue(concurrency))
    {
        runs.Add(await load.RunAsync(level, arguments.GetRequiredValue(orders), cancellation));
    }

    LoadReport.Print(runs);
    return runs.TrueForAll(run => run.Failed == 0) ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();

static Uri? Address(ArgumentResult argument)
{
    if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal))
    {
        return address;
    }

    argument.AddError($"'{argument.Tokens[0].Value}' is not an http address.");
    return null;
}
