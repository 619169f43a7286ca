using System.Diagnostics;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>The programs of the vendor's text as they stand, but for host, tracking number and correlation ID.</summary>
public sealed class ClientSampleTests(LocalSystem system)
{
    private const string Host = "https://acme.sandbox.azotte.com";
    private const string TrackingNumber = "trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB";
    private const string CorrelationId = "shop-2026-0001";

    [Theory]
    [InlineData("sh", "status.sh")]
    [InlineData("node", "status.mjs")]
    [InlineData("python3", "status.py")]
    [InlineData("java", "Status.java")]
    [InlineData("php", "status.php")]
    [InlineData("go run", "status.go")]
    public async Task A_client_reads_the_status(string runtime, string file)
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        var answer = JsonNode.Parse(await RunAsync(runtime, file, trackingNumber))!;

        answer["trackingNumber"]!.GetValue<string>().ShouldBe(trackingNumber);
        answer["status"]!["messageCode"]!.GetValue<string>().ShouldBe("CHECK_OUT_DONE");
        answer["followUpInstructions"]!["canFollowUp"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task The_CSharp_client_reads_the_status()
    {
        var trackingId = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingId, "CHECK_OUT_DONE");

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-tn", "e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f");
        http.DefaultRequestHeaders.Add("x-api-key", "sk_dev_acme_sample_123456789");
        using var res = await http.GetAsync(new Uri(system.Api, $"/api/v1/c2a/offer/checkout/{trackingId}/status"), Cancelled);

        var answer = JsonNode.Parse(await res.Content.ReadAsStringAsync(Cancelled))!;
        answer["trackingNumber"]!.GetValue<string>().ShouldBe(trackingId);
        answer["status"]!["messageCode"]!.GetValue<string>().ShouldBe("CHECK_OUT_DONE");
    }

    [Fact]
    public async Task The_shell_client_submits_an_order()
    {
        var answer = JsonNode.Parse(await RunAsync("sh", "submit.sh", TrackingNumber))!;

        answer["status"]!["messageCode"]!.GetValue<string>().ShouldBe("CHECK_OUT_PROCESSING");
        await system.Merchant.UntilAsync(answer["trackingNumber"]!.GetValue<string>(), "CHECK_OUT_DONE");
    }

    private async Task<string> RunAsync(string runtime, string file, string trackingNumber)
    {
        var folder = Directory.CreateTempSubdirectory("client-");
        try
        {
            var source = await File.ReadAllTextAsync(SystemFolder.Source(Path.Combine("samples", "clients", file)), Cancelled);
            var program = Path.Combine(folder.FullName, file);
            await File.WriteAllTextAsync(program, source
                .Replace(Host, system.Api.ToString().TrimEnd('/'), StringComparison.Ordinal)
                .Replace(TrackingNumber, trackingNumber, StringComparison.Ordinal)
                .Replace(CorrelationId, Guid.NewGuid().ToString(), StringComparison.Ordinal), Cancelled);
            var (exitCode, output, errors) = await StartAsync([.. runtime.Split(' '), program]);
            Assert.SkipWhen(errors.Contains("No module named", StringComparison.Ordinal), $"{runtime}: {errors}");
            exitCode.ShouldBe(0, errors);
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output, string Errors)> StartAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Start(start);
        Assert.SkipWhen(process is null, $"{command[0]} is not installed.");
        var errors = process.StandardError.ReadToEndAsync(Cancelled);
        var output = await process.StandardOutput.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, output, await errors);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}
