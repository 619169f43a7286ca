namespace Checkout.Local.Tests.Conformance;

/// <summary>Sidecars that already run, and the ports on which they expect their apps.</summary>
internal static class RunningPorts
{
    /// <summary><c>CONFORMANCE_SIDECARS</c>: <c>app=httpPort/grpcPort,…</c>; empty to start the local sidecar.</summary>
    internal static IReadOnlyDictionary<string, (int Http, int Grpc)> Sidecars { get; } = Read("CONFORMANCE_SIDECARS").ToDictionary(
        item => item.App, item => (int.Parse(item.Value.Split('/')[0]), int.Parse(item.Value.Split('/')[1])), StringComparer.Ordinal);

    /// <summary><c>CONFORMANCE_APPS</c>: <c>app=port,…</c>, where the running sidecars expect their apps.</summary>
    internal static IReadOnlyDictionary<string, int> Apps { get; } = Read("CONFORMANCE_APPS").ToDictionary(
        item => item.App, item => int.Parse(item.Value), StringComparer.Ordinal);

    private static readonly SemaphoreSlim One = new(1);

    /// <summary>How many scenarios run at a time: running sidecars are used by one, the local one by some.</summary>
    internal static SemaphoreSlim Places(int local) => Sidecars.Count > 0 ? One : new SemaphoreSlim(local);

    private static IEnumerable<(string App, string Value)> Read(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(item => item.Split('=', 2)).Select(parts => (parts[0], parts[1]));
}
