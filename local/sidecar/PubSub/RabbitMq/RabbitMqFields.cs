using System.Globalization;
using Checkout.Local.Sidecar.Resources;
using RabbitMQ.Client;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>Reads the metadata of a <c>pubsub.rabbitmq</c> component.</summary>
/// <param name="component">The component.</param>
/// <param name="values">Its metadata, resolved.</param>
/// <param name="appId">The app that sees it.</param>
internal sealed class RabbitMqFields(Component component, IReadOnlyDictionary<string, string> values, string appId)
{
    /// <summary>The fields that have an effect.</summary>
    public static readonly string[] Supported =
    [
        "connectionString", "host", "protocol", "hostname", "username", "password", "consumerID", "durable", "deletedWhenUnused", "autoAck",
        "deliveryMode", "requeueInFailure", "prefetchCount", "reconnectWait", "reconnectWaitSeconds", "concurrencyMode", "concurrency",
        "publisherConfirm", "enableDeadLetter", "maxLen", "maxLenBytes", "exchangeKind", "ttlInSeconds", "clientName", "heartBeat",
        "publishMessagePropertiesToMetadata",
    ];

    /// <summary>The fields of daprd that do not: connections with TLS.</summary>
    public static readonly string[] Refused = ["saslExternal", "caCert", "clientCert", "clientKey"];

    private const string Scheme = "amqp";
    private static readonly string[] AddressFields = ["connectionString", "host"];
    private static readonly string[] ExchangeKinds = [ExchangeType.Fanout, ExchangeType.Topic, ExchangeType.Direct, ExchangeType.Headers];

    /// <summary>Reads all fields.</summary>
    /// <exception cref="ResourceException">A value is not of the field's kind.</exception>
    public RabbitMqOptions Read()
    {
        var defaults = new RabbitMqOptions(Address(), Name("consumerID") ?? appId);
        return defaults with
        {
            Durable = Flag("durable", defaults.Durable),
            DeletedWhenUnused = Flag("deletedWhenUnused", defaults.DeletedWhenUnused),
            AutoAck = Flag("autoAck", defaults.AutoAck),
            RequeueInFailure = Flag("requeueInFailure", defaults.RequeueInFailure),
            EnableDeadLetter = Flag("enableDeadLetter", defaults.EnableDeadLetter),
            DeliveryMode = (byte)Number("deliveryMode", most: 2),
            PrefetchCount = (byte)Number("prefetchCount", most: byte.MaxValue),
            MaxLength = Number("maxLen", most: long.MaxValue),
            MaxLengthBytes = Number("maxLenBytes", most: long.MaxValue),
            ExchangeKind = Word(ExchangeKinds, "exchangeKind") ?? defaults.ExchangeKind,
            PublisherConfirm = Flag("publisherConfirm", defaults.PublisherConfirm),
            IsSingle = Word(["parallel", "single"], "concurrencyMode", "concurrency") is "single",
            ReconnectWait = Duration("reconnectWait") ?? Duration("reconnectWaitSeconds") ?? defaults.ReconnectWait,
            Heartbeat = Duration("heartBeat") ?? defaults.Heartbeat,
            TimeToLive = Duration("ttlInSeconds"),
            ClientName = Name("clientName"),
            ShowsProperties = Flag("publishMessagePropertiesToMetadata", defaults.ShowsProperties),
        };
    }

    private Uri Address()
    {
        var field = AddressFields.FirstOrDefault(name => Text(name) is not null) ?? "hostname";
        var address = Uri.TryCreate(field is "hostname" ? Composed() : Text(field), UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri
            : throw Wrong(field, "does not say where the broker is", "Write for example 'amqp://user:password@localhost:5672'.");
        return address.Scheme is not Scheme
            ? throw Wrong(field, $"asks for '{address.Scheme}', but this sidecar speaks to brokers without TLS only", "Write 'amqp://…'.")
            : Text("protocol") is { } protocol && protocol is not Scheme
                ? throw Wrong("protocol", $"'{protocol}' is not that of the address, or not spoken here", "Write 'amqp', or leave it out.")
                : address;
    }

    private string Composed()
    {
        var user = Text("username") is { } name ? Uri.EscapeDataString(name) : null;
        var password = Text("password") is { } secret ? $":{Uri.EscapeDataString(secret)}" : string.Empty;
        return $"{Scheme}://{(user is null ? string.Empty : $"{user}{password}@")}{Text("hostname") ?? "localhost"}";
    }

    // daprd knows two more placeholders, both of Kubernetes.
    private string? Name(string field) =>
        Text(field)?.Trim()
            .Replace("{appID}", appId, StringComparison.Ordinal)
            .Replace("{uuid}", Guid.NewGuid().ToString(), StringComparison.Ordinal) is not { Length: > 0 } name ? null
        : name.Contains('{', StringComparison.Ordinal)
            ? throw Wrong(field, $"'{name}' has a placeholder that is not filled in here", "Use '{appID}' or '{uuid}'.")
            : name;

    private bool Flag(string field, bool fallback) => Text(field) is null ? fallback : ComponentValue.IsTrue(values, field);

    private long Number(string field, long most) =>
        Text(field) is not { } text ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
        : throw Wrong(field, $"'{text}' is not a number from 0 to {most}", "Write a whole number.");

    private TimeSpan? Duration(string field) =>
        Text(field) is not { } text || text is "0" ? null
        : GoDuration.TryParse(text, out var duration) ? duration
        : throw Wrong(field, $"'{text}' is not a duration", "Write for example '500ms', '2s' or '1h'.");

    private string? Word(string[] words, params string[] fields) =>
        fields.FirstOrDefault(name => Text(name) is not null) is not { } field ? null
        : words.Contains(Text(field), StringComparer.Ordinal) ? Text(field)
        : throw Wrong(field, $"'{Text(field)}' is not known", $"Use one of: {string.Join(", ", words)}.");

    private string? Text(string field) => values.GetValueOrDefault(field) is { Length: > 0 } text ? text : null;

    private ResourceException Wrong(string field, string problem, string remedy) =>
        component.Source.Error(null, $"spec.metadata.{field}", $"{problem}.", remedy);
}
