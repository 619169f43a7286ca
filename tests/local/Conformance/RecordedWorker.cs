using Checkout.Local.Tests.Sidecar.Workflow;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The recorder's worker of <c>orders</c>, for scenarios that manage workflows or count workers.</summary>
internal static class RecordedWorker
{
    private static readonly string[] Shows = ["/workflows/dapr/WaitGo/", "\"connectedWorkers\""];

    /// <summary>Connects it if the recording shows it; else null.</summary>
    internal static async Task<ScriptedWorker?> ConnectAsync(string recording, SetUp setUp) =>
        Shows.Any(text => recording.Contains(text, StringComparison.Ordinal))
            ? await new ScriptedWorker(setUp.Grpc("orders")) { Turn = RecordedWorkflows.Answer }.ConnectAsync()
            : null;
}
