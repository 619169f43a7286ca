namespace Checkout.Bench;

/// <summary>Reads what the local sidecar counts.</summary>
internal static class SidecarMetrics
{
    private const string CommitCounter = "local_sidecar_state_commits_total";

    /// <summary>Durable commits of all state stores since the start.</summary>
    public static async Task<double> CommitsAsync(HttpClient http, Uri metrics, CancellationToken cancellation)
    {
        var text = await http.GetStringAsync(metrics, cancellation);
        return text.Split('\n')
            .Where(line => line.StartsWith(CommitCounter, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..]));
    }
}
