using System.Diagnostics;

namespace Checkout.SystemTests.Hosting;

/// <summary>The purchase that a dialect's page shows, as a reader would run it.</summary>
internal static class DocumentedPurchase
{
    private const string Begin = "```sh\n";

    /// <summary>Runs the first shell script of the page.</summary>
    /// <param name="page">E.g. <c>ucp.md</c>.</param>
    /// <param name="system">Where to buy.</param>
    /// <returns>What it prints.</returns>
    public static async Task<string> RunAsync(string page, LocalSystem system)
    {
        var text = await File.ReadAllTextAsync(SystemFolder.Source($"docs/dialects/{page}"), TestContext.Current.CancellationToken);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var script = text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)]
            .Replace("http://localhost:8080", system.Api.ToString().TrimEnd('/'), StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("client-");
        try
        {
            var start = new ProcessStartInfo("sh", ["-c", script])
            {
                RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder.FullName,
            };
            using var process = Process.Start(start).ShouldNotBeNull();
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.ExitCode.ShouldBe(0);
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
