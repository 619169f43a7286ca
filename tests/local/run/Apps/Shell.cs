using System.Collections.Concurrent;
using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Tests.Run.Apps;

/// <summary>Tiny apps made of a shell script, and what they wrote.</summary>
internal sealed class Shell(string directory)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> lines = new(StringComparer.Ordinal);

    /// <summary>An app that runs a script under <c>/bin/sh</c>.</summary>
    public AppDefinition App(string appId, string script) => new()
    {
        AppId = appId,
        Directory = directory,
        AppPort = 41,
        HttpPort = 42,
        GrpcPort = 43,
        ChannelAddress = "127.0.0.1",
        Command = ["/bin/sh", "-c", script],
        Env = new Dictionary<string, string>(StringComparer.Ordinal) { ["GREETING"] = "hello" },
        ResourcesPaths = [],
        MaxBodyBytes = 1,
        LogDestination = LogDestination.Console,
    };

    public void OnOutput(AppDefinition app, AppOutput output) => Line(output.Text).TrySetResult();

    /// <summary>Ends when an app has written a line.</summary>
    public Task Wrote(string text) => Line(text).Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private TaskCompletionSource Line(string text) =>
        lines.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
