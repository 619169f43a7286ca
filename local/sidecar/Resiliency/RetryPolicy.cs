using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>When a failed call is made again.</summary>
/// <param name="IsExponential">Delays grow from half a second by half each time, each spread at random; else they are all alike.</param>
/// <param name="Duration">The delay, if all are alike.</param>
/// <param name="MaxInterval">The longest of growing delays, before it is spread.</param>
/// <param name="MaxRetries">Attempts after the first; -1 for as many as it takes.</param>
/// <param name="HttpStatusCodes">HTTP statuses that are tried again; null for every failure.</param>
internal sealed record RetryPolicy(
    bool IsExponential, TimeSpan Duration, TimeSpan MaxInterval, int MaxRetries, StatusCodeRanges? HttpStatusCodes)
{
    // The constants of daprd's exponential back-off.
    private const double InitialMilliseconds = 500;
    private const double Multiplier = 1.5;
    private const double Spread = 0.5;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DefaultMaxInterval = TimeSpan.FromSeconds(60);

    /// <summary>Reads one entry of <c>spec.policies.retries</c>.</summary>
    public static RetryPolicy Read(ResourceFields fields)
    {
        fields.Only("policy", "duration", "maxInterval", "maxRetries", "matching");
        var matching = fields.Child("matching").Only("httpStatusCodes", "gRPCStatusCodes");
        _ = Ranges(matching, "gRPCStatusCodes", 0, 16); // apps of a local run speak HTTP: checked, never met
        return new RetryPolicy(
            (fields.Text("policy") ?? "constant").ToUpperInvariant() switch
            {
                "CONSTANT" => false,
                "EXPONENTIAL" => true,
                _ => throw fields.Error("policy", $"'{fields.Text("policy")}' is not a policy.", "Write 'constant' or 'exponential'."),
            },
            fields.Duration("duration", DefaultDuration),
            fields.Duration("maxInterval", DefaultMaxInterval),
            fields.Number("maxRetries", -1, -1),
            Ranges(matching, "httpStatusCodes", 100, 599));
    }

    /// <summary>Whether a failure with that HTTP status is tried again.</summary>
    public bool Matches(int httpStatus) => HttpStatusCodes?.Contains(httpStatus) ?? true;

    /// <summary>How long to wait before a retry.</summary>
    /// <param name="retry">The retry, counted from 0.</param>
    public TimeSpan Delay(int retry)
    {
        if (!IsExponential)
        {
            return Duration;
        }

        var interval = Math.Min(InitialMilliseconds * Math.Pow(Multiplier, retry), MaxInterval.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(interval * (1 - Spread + (2 * Spread * Random.Shared.NextDouble())));
    }

    private static StatusCodeRanges? Ranges(ResourceFields matching, string field, int least, int greatest) =>
        matching.Text(field) is not { } text ? null
        : StatusCodeRanges.TryParse(text, least, greatest) is { } ranges ? ranges
        : throw matching.Error(
            field, $"'{text}' is not a list of status codes from {least} to {greatest}.", "Write for example '429,502-504'.");
}
