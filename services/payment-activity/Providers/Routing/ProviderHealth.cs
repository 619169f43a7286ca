using System.Collections.Concurrent;

namespace Checkout.Payments.Providers.Routing;

/// <summary>
/// A circuit for each PSP, in this process: after some calls without an answer in a row it gets no new payments, until one that is let
/// through after a while has an answer. Declines are answers. Payments that a PSP has already are still asked for there.
/// </summary>
internal sealed class ProviderHealth(RoutingOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Circuit> circuits = new(StringComparer.Ordinal);

    /// <summary>Whether new payments go there.</summary>
    public bool IsOpen(string provider) =>
        circuits.TryGetValue(provider, out var circuit) && circuit.OpenUntil > time.GetUtcNow();

    /// <summary>Notes what a call has come to.</summary>
    public void Note(string provider, bool answered)
    {
        var now = time.GetUtcNow();
        circuits.AddOrUpdate(
            provider,
            _ => answered ? Circuit.Closed : Circuit.Closed.Failed(options, now),
            (_, circuit) => answered ? Circuit.Closed : circuit.Failed(options, now));
    }

    private sealed record Circuit(int Failures, DateTimeOffset OpenUntil)
    {
        public static readonly Circuit Closed = new(0, DateTimeOffset.MinValue);

        public Circuit Failed(RoutingOptions options, DateTimeOffset now) => new(
            Failures + 1, Failures + 1 >= options.FailuresUntilOpen ? now + options.OpenFor : OpenUntil);
    }
}
