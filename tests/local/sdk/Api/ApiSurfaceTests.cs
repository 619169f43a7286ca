using System.Reflection;

namespace Checkout.Local.Tests.Sdk.Api;

/// <summary>
/// The public members of local/sdk are those of the official packages: what is written against the one compiles against the other. What the
/// official packages have beyond that is listed in docs/local.md.
/// </summary>
public sealed class ApiSurfaceTests
{
    private static readonly Assembly[] Sdk =
    [
        typeof(Dapr.Workflow.WorkflowContext).Assembly, typeof(Dapr.Client.DaprClient).Assembly, typeof(Dapr.DaprException).Assembly,
        typeof(Dapr.TopicAttribute).Assembly,
    ];

    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["CT"] = "CancellationToken cancellationToken = default",
        ["CX"] = "CancellationToken cancellation = default",
        ["RO"] = "IReadOnlyDictionary<string, string>",
        ["MD"] = "IReadOnlyDictionary<string, string> metadata = null",
        ["DM"] = "Dictionary<string, string> metadata",
        ["SO"] = "StateOptions stateOptions = null",
        ["CM"] = "ConsistencyMode? consistencyMode = null",
        ["SK"] = "string storeName, string key",
        ["PT"] = "string pubsubName, string topicName",
        ["AM"] = "string appId, string methodName",
        ["QS"] = "IReadOnlyCollection<KeyValuePair<string, string>> queryStringParameters",
        ["SV"] = "this IServiceCollection services",
        ["LT"] = "ServiceLifetime lifetime = Singleton",
        ["SF"] = "Func<IServiceProvider, IWorkflowSerializer> serializerFactory",
        ["OM"] = "string[] ownedMetadatas = null, string metadataSeparator = null",
    };

    private static readonly string[] Client =
    [
        "Task<string> ScheduleNewWorkflowAsync(string name, string instanceId = null, object input = null)",
        "Task<string> ScheduleNewWorkflowAsync(string name, string instanceId, object input, DateTime? startTime)",
        "Task<string> ScheduleNewWorkflowAsync(string name, string instanceId, object input, DateTimeOffset? startTime, CX)",
        "Task<WorkflowState> GetWorkflowStateAsync(string instanceId, bool getInputsAndOutputs = true, CX)",
        "Task<WorkflowState> WaitForWorkflowStartAsync(string instanceId, bool getInputsAndOutputs = true, CX)",
        "Task<WorkflowState> WaitForWorkflowCompletionAsync(string instanceId, bool getInputsAndOutputs = true, CX)",
        "Task RaiseEventAsync(string instanceId, string eventName, object eventPayload = null, CX)",
        "Task TerminateWorkflowAsync(string instanceId, object output = null, CX)",
        "Task SuspendWorkflowAsync(string instanceId, string reason = null, CX)",
        "Task ResumeWorkflowAsync(string instanceId, string reason = null, CX)",
        "Task<bool> PurgeInstanceAsync(string instanceId, CX)",
        "Task<WorkflowInstancePage> ListInstanceIdsAsync(string continuationToken = null, int? pageSize = null, CX)",
        "Task<IReadOnlyList<WorkflowHistoryEvent>> GetInstanceHistoryAsync(string instanceId, CX)",
        "Task<string> RerunWorkflowFromEventAsync(string sourceInstanceId, uint eventId, RerunWorkflowFromEventOptions options = null, CX)",
    ];

    private static readonly string[] Serializer =
    [
        "string Serialize<T>(T value)",
        "string Serialize(object value, Type inputType = null)",
        "T Deserialize<T>(string data)",
        "object Deserialize(string data, Type returnType)",
    ];

    // Interface members that need no listing of their own.
    private static readonly string[] Implied = ["void Dispose()", "ValueTask DisposeAsync()"];

    public static TheoryData<string> Listed => [.. Read().Keys];

    [Theory]
    [MemberData(nameof(Listed))]
    public void The_members_of_a_type_are_those_of_the_official_one(string type)
    {
        var ours = Sdk.SelectMany(ApiText.Types).Where(candidate => string.Equals(ApiText.FullName(candidate), type, StringComparison.Ordinal))
            .ShouldHaveSingleItem();

        ApiText.Members(ours).Except(Implied, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBe(Read()[type].Except(Implied, StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_no_other_public_types() =>
        Sdk.SelectMany(ApiText.Types).Select(ApiText.FullName).Except(Read().Keys, StringComparer.Ordinal).ShouldBeEmpty();

    private static Dictionary<string, List<string>> Read()
    {
        var types = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var members = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sdk", "Api", "sdk-api.txt")).Where(line => !line.StartsWith('#')))
        {
            if (line.StartsWith('['))
            {
                types[line.Trim('[', ']')] = members = [];
            }
            else
            {
                members.AddRange((line switch { "CLIENT" => Client, "SERIALIZER" => Serializer, _ => [line] }).Select(Expand));
            }
        }

        return types;
    }

    private static string Expand(string line) =>
        System.Text.RegularExpressions.Regex.Replace(
            line, @"\b[A-Z]{2}\b", match => Abbreviations.GetValueOrDefault(match.Value, match.Value),
            System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
