using System.Globalization;
using RabbitMQ.Client;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>
/// The names that daprd gives: an exchange <c>{topic}</c>, a queue <c>{consumerID}-{topic}</c> bound to it, and, with
/// <c>enableDeadLetter</c>, <c>dlx-{queue}</c> and <c>dlq-{queue}</c> behind the queue.
/// </summary>
internal static class RabbitMqTopology
{
    private static readonly string[] QueueTypes = ["classic", "quorum"];

    /// <summary>Declares the exchange of a topic.</summary>
    public static Task DeclareExchangeAsync(IChannel channel, string topic, RabbitMqOptions options, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(topic, options.ExchangeKind, options.Durable, options.DeletedWhenUnused, cancellationToken: cancellationToken);

    /// <summary>Declares all that a subscription needs.</summary>
    /// <returns>The queue to consume from.</returns>
    /// <exception cref="ArgumentException">The subscription asks for a queue that there cannot be.</exception>
    public static async Task<string> DeclareQueueAsync(
        IChannel channel, TopicConsumer consumer, RabbitMqOptions options, CancellationToken cancellationToken)
    {
        var queue = Option(consumer, "queueName") ?? $"{options.ConsumerId}-{consumer.Topic}";
        var arguments = QueueArguments(consumer, options);
        await DeclareExchangeAsync(channel, consumer.Topic, options, cancellationToken);
        if (options.EnableDeadLetter)
        {
            arguments["x-dead-letter-exchange"] = await DeclareDeadLetterAsync(channel, queue, options, cancellationToken);
        }

        await channel.QueueDeclareAsync(
            queue, options.Durable, exclusive: false, options.DeletedWhenUnused, arguments, cancellationToken: cancellationToken);
        foreach (var routingKey in (Option(consumer, "routingKey") ?? string.Empty).Split(','))
        {
            await channel.QueueBindAsync(queue, consumer.Topic, routingKey, cancellationToken: cancellationToken);
        }

        return queue;
    }

    private static async Task<string> DeclareDeadLetterAsync(
        IChannel channel, string queue, RabbitMqOptions options, CancellationToken cancellationToken)
    {
        var (exchange, dead) = ($"dlx-{queue}", $"dlq-{queue}");
        var arguments = Limits(options);
        arguments["x-queue-mode"] = "lazy";
        await channel.ExchangeDeclareAsync(
            exchange, ExchangeType.Fanout, durable: true, options.DeletedWhenUnused, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            dead, durable: true, exclusive: false, options.DeletedWhenUnused, arguments, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(dead, exchange, string.Empty, cancellationToken: cancellationToken);
        return exchange;
    }

    private static Dictionary<string, object?> QueueArguments(TopicConsumer consumer, RabbitMqOptions options)
    {
        var arguments = Limits(options);
        var type = Option(consumer, "queueType") ?? QueueTypes[0];
        arguments["x-queue-type"] = QueueTypes.Contains(type, StringComparer.Ordinal)
            ? type
            : throw new ArgumentException($"the subscription's queueType '{type}' is not one of: {string.Join(", ", QueueTypes)}", nameof(consumer));
        if (Number(consumer, "maxPriority") is { } priority)
        {
            arguments["x-max-priority"] = (int)Math.Min(priority, byte.MaxValue);
        }

        if (EventMetadata.IsTrue(Option(consumer, "singleActiveConsumer")))
        {
            arguments["x-single-active-consumer"] = true;
        }

        SetIfGiven(arguments, "x-max-length", Number(consumer, "maxLen"));
        SetIfGiven(arguments, "x-max-length-bytes", Number(consumer, "maxLenBytes"));
        return arguments;
    }

    private static Dictionary<string, object?> Limits(RabbitMqOptions options)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        SetIfGiven(arguments, "x-max-length", options.MaxLength > 0 ? options.MaxLength : null);
        SetIfGiven(arguments, "x-max-length-bytes", options.MaxLengthBytes > 0 ? options.MaxLengthBytes : null);
        return arguments;
    }

    private static void SetIfGiven(Dictionary<string, object?> arguments, string name, long? value)
    {
        if (value is { } number)
        {
            arguments[name] = number;
        }
    }

    private static string? Option(TopicConsumer consumer, string name) =>
        EventMetadata.Find(consumer.Metadata, name) is { Length: > 0 } value ? value : null;

    private static long? Number(TopicConsumer consumer, string name) =>
        Option(consumer, name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ArgumentException($"the subscription's {name} '{text}' is not a number", nameof(consumer));
}
