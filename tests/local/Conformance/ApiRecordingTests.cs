using Checkout.Local.Tests.Sidecar.PubSub;
using Checkout.Local.Tests.Sidecar.Workflow;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The HTTP and gRPC API of the sidecar answers as daprd 1.18.3 did, in every recorded scenario.</summary>
[Trait("Category", "Conformance")]
public sealed class ApiRecordingTests
{
    /// <summary>As many at a time as leave the machine idle enough for times to be kept.</summary>
    private static readonly SemaphoreSlim Places = RunningPorts.Places(local: 4);

    public static TheoryData<string> HttpScenarios => [.. Recording.Names("http")];

    /// <summary>The workflow methods of the Dapr service need a scripted worker and are replayed with the workflows.</summary>
    public static TheoryData<string> GrpcScenarios =>
        [.. Recording.Names("grpc").Except(["grpc/workflow-beta-api"], StringComparer.Ordinal)];

    public static TheoryData<string> BrokerScenarios =>
        [.. Recording.Names("http").Where(name => name.StartsWith("http/pubsub-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(HttpScenarios))]
    public Task The_http_recording_replays(string scenario) => ReplayAsync(scenario, () => Task.FromResult(RecordedBrokers.InMemory), recording => recording);

    [Theory]
    [MemberData(nameof(BrokerScenarios))]
    public Task The_pubsub_recording_replays_on_RabbitMQ(string scenario)
    {
        Assert.SkipWhen(SetUp.IsForeign, "running sidecars have their brokers");
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? string.Empty);
        return ReplayAsync(scenario, RecordedBrokers.RabbitMqAsync, BrokerDifferences.ForRabbitMq);
    }

    [Theory]
    [MemberData(nameof(GrpcScenarios))]
    public async Task The_grpc_recording_replays(string scenario)
    {
        var text = Open(scenario);
        await Places.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await using var setUp = await SetUp.StartAsync(text);
            await using var replay = new GrpcReplay(await LoadAsync(scenario, setUp), setUp);
            await replay.RunAsync();
        }
        finally
        {
            Places.Release();
        }
    }

    private static async Task ReplayAsync(string scenario, Func<Task<RecordedBrokers>> brokers, Func<Recording, Recording> translate)
    {
        var text = Open(scenario);
        await Places.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await using var setUp = await SetUp.StartAsync(text, await brokers());
            await using var worker = await RecordedWorker.ConnectAsync(text, setUp);
            await new HttpReplay(translate(await LoadAsync(scenario, setUp)), setUp).RunAsync();
        }
        finally
        {
            Places.Release();
        }
    }

    private static string Open(string scenario)
    {
        return Recording.ReadText(scenario);
    }

    private static async Task<Recording> LoadAsync(string scenario, SetUp setUp)
    {
        var recording = Recording.Load(scenario);
        return await setUp.HasRedisAsync() ? recording : StoreDifferences.ForSqlite(recording);
    }
}
