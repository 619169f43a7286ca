namespace Checkout.Local.Tests.Conformance;

/// <summary>Sidecars that already run, and the ports on which they expect their apps.</summary>
internal static class RunningPorts
{
    /// <summary><c>CONFORMANCE_SIDECARS</c>: <c>app=httpPort/grpcPort,…</c>; empty to start the local sidecar.</summary>
    internal static IReadOnlyDictionary<string, (int Http, int Grpc)> Sidecars { get; } = Read("CONFORMANCE_SIDECARS").ToDictionary(
        item => item.App, item => (int.Parse(item.Value.Split('/')[0]), int.Parse(item.Value.Split('/')[1])), StringComparer.Ordinal);

    /// <summary><c>CONFORMANCE_APPS</c>: <c>app=port,…</c>, where the running sidecars expect <c>orders</c>, <c>billing</c>, <c>psp</c> and so on.</summary>
    internal static IReadOnlyDictionary<string, int> Apps { get; } = Read("CONFORMANCE_APPS").ToDictionary(
        item => item.App, item => int.Parse(item.Value), StringComparer.Ordinal);

    private static IEnumerable<(string App, string Value)> Read(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(item => item.Split('=', 2)).Select(parts => (parts[0], parts[1]));
}
