namespace Checkout.Local.Sidecar.PubSub;

/// <summary>
/// Which topics of a pub/sub component one app may use, as the component's metadata says: <c>allowedTopics</c> names all that there are,
/// <c>publishingScopes</c> and <c>subscriptionScopes</c> narrow them for single apps (<c>app1=a,b;app2=</c>), and <c>protectedTopics</c>
/// are closed to apps that have no such scope. An app that a scope does not name is not narrowed.
/// </summary>
internal sealed class TopicScopes
{
    /// <summary>Fields of <c>spec.metadata</c> that every pub/sub component has.</summary>
    public static readonly string[] Fields = ["allowedTopics", "protectedTopics", "publishingScopes", "subscriptionScopes"];

    private readonly HashSet<string> allowed;
    private readonly HashSet<string> guarded;
    private readonly HashSet<string> publishing;
    private readonly HashSet<string> subscribing;

    /// <summary>Reads the scopes of a component for one app.</summary>
    /// <param name="values">The component's metadata.</param>
    /// <param name="appId">The app.</param>
    public TopicScopes(IReadOnlyDictionary<string, string> values, string appId)
    {
        allowed = Topics(values, "allowedTopics");
        guarded = Topics(values, "protectedTopics");
        publishing = TopicsOf(appId, values, "publishingScopes");
        subscribing = TopicsOf(appId, values, "subscriptionScopes");
    }

    /// <summary>Whether the app may publish to a topic.</summary>
    public bool MayPublish(string topic) => IsOpen(topic, publishing);

    /// <summary>Whether the app may subscribe to a topic.</summary>
    public bool MaySubscribe(string topic) => IsOpen(topic, subscribing);

    private bool IsOpen(string topic, HashSet<string> scope) =>
        (allowed.Count == 0 || allowed.Contains(topic))
        && (scope.Contains(topic) || (scope.Count == 0 && !guarded.Contains(topic)));

    private static HashSet<string> Topics(IReadOnlyDictionary<string, string> values, string field) =>
        values.GetValueOrDefault(field) is { Length: > 0 } list ? Split(list) : [];

    private static HashSet<string> TopicsOf(string appId, IReadOnlyDictionary<string, string> values, string field) =>
    [
        .. (values.GetValueOrDefault(field) ?? string.Empty).Split(';')
            .Select(scope => scope.Split('='))
            .Where(scope => scope.Length > 1 && scope[0].Trim().Equals(appId, StringComparison.Ordinal))
            .SelectMany(scope => Split(scope[1])),
    ];

    // An empty list after the equals sign holds one topic without a name: the app may use none.
    private static HashSet<string> Split(string list) => list.Split(',').Select(topic => topic.Trim()).ToHashSet(StringComparer.Ordinal);
}
