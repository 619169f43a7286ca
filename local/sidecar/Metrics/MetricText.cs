using System.Text;

namespace Checkout.Local.Sidecar.Metrics;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
internal sealed class MetricText
{
    /// <summary>The media type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>Adds a metric that only grows.</summary>
    /// <param name="name">Name, ending in <c>_total</c>.</param>
    /// <param name="help">What it counts.</param>
    /// <param name="label">Name of the label that tells the samples apart; null for a single sample without label.</param>
    /// <param name="samples">Label values and numbers.</param>
    public void Counter(string name, string help, string? label, IEnumerable<(string Label, long Value)> samples) =>
        Add(name, "counter", help, label, samples);

    /// <summary>Adds a metric that goes up and down.</summary>
    /// <param name="name">Name.</param>
    /// <param name="help">What it measures.</param>
    /// <param name="label">Name of the label that tells the samples apart; null for a single sample without label.</param>
    /// <param name="samples">Label values and numbers.</param>
    public void Gauge(string name, string help, string? label, IEnumerable<(string Label, long Value)> samples) =>
        Add(name, "gauge", help, label, samples);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private void Add(string name, string type, string help, string? label, IEnumerable<(string Label, long Value)> samples)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (value, number) in samples)
        {
            text.Append(name);
            if (label is not null)
            {
                text.Append('{').Append(label).Append("=\"").Append(Escape(value)).Append("\"}");
            }

            text.Append(' ').Append(number).Append('\n');
        }
    }

    private static string Escape(string value) => value.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
