namespace Checkout.Local.Tests.Sidecar.Metrics;

/// <summary>The samples of <c>/metrics</c>, by name and labels as they are written.</summary>
internal sealed class MetricSamples
{
    private readonly Dictionary<string, long> samples = new(StringComparer.Ordinal);

    public long this[string sample] => samples.GetValueOrDefault(sample);

    public static async Task<MetricSamples> ReadAsync(int port)
    {
        using var caller = new HttpCaller(port);
        var answer = await caller.GetAsync("/metrics");
        answer.Status.ShouldBe(200);
        answer.ContentType.ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var metrics = new MetricSamples();
        foreach (var line in answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var end = line.LastIndexOf(' ');
            metrics.samples.Add(line[..end], long.Parse(line[(end + 1)..]));
        }

        return metrics;
    }

    public MetricSamples Since(MetricSamples earlier)
    {
        var difference = new MetricSamples();
        foreach (var (sample, value) in samples)
        {
            difference.samples.Add(sample, value - earlier[sample]);
        }

        return difference;
    }
}
