using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>Consumes one queue over a channel of its own, and begins again whenever the channel or the connection is lost.</summary>
internal sealed partial class RabbitMqSubscription : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    private readonly RabbitMqConnection connection;
    private readonly RabbitMqOptions options;
    private readonly TopicConsumer consumer;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abort = new();
    private readonly ConcurrentDictionary<TaskCompletionSource, bool> inHand = [];
    private (IChannel Channel, string Tag, Task Lost)? consuming;
    private Task keeping = Task.CompletedTask;

    private RabbitMqSubscription(
        RabbitMqConnection connection, RabbitMqOptions options, TopicConsumer consumer, TimeProvider time, ILogger logger)
    {
        this.connection = connection;
        this.options = options;
        this.consumer = consumer;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Subscribes; if the broker is away, as soon as it is back.</summary>
    /// <exception cref="BrokerException">The broker does not allow the queue.</exception>
    public static async Task<RabbitMqSubscription> OpenAsync(
        RabbitMqConnection connection,
        RabbitMqOptions options,
        TopicConsumer consumer,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var subscription = new RabbitMqSubscription(connection, options, consumer, time, logger);
        try
        {
            await subscription.ConsumeAsync(cancellationToken);
        }
        catch (Exception e) when (RabbitMqFailure.IsRefusal(e))
        {
            throw RabbitMqFailure.Describe(options, e);
        }
        catch (Exception e) when (RabbitMqFailure.Is(e))
        {
            subscription.LogLost(consumer.Topic, e.Message);
        }

        subscription.keeping = subscription.KeepAsync();
        return subscription;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await keeping;
        if (consuming is { Channel: { IsOpen: true } channel } current)
        {
            await TryAsync(() => channel.BasicCancelAsync(current.Tag));
        }

        abort.CancelAfter(StopTimeout);
        await Task.WhenAll(inHand.Keys.Select(message => message.Task)); // what is in hand ends first
        if (consuming is var (last, _, _))
        {
            await last.DisposeAsync(); // what is not acknowledged goes back into the queue
        }

        stop.Dispose();
        abort.Dispose();
    }

    private async Task KeepAsync()
    {
        try
        {
            while (true)
            {
                await (consuming?.Lost.WaitAsync(stop.Token) ?? Task.CompletedTask);
                await Task.Delay(options.ReconnectWait, time, stop.Token);
                try
                {
                    await ConsumeAsync(stop.Token);
                    LogBack(consumer.Topic);
                }
                catch (Exception e) when (RabbitMqFailure.Is(e) || RabbitMqFailure.IsRefusal(e))
                {
                    LogLost(consumer.Topic, e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The subscription ends.
        }
    }

    private async Task ConsumeAsync(CancellationToken cancellationToken)
    {
        if (consuming is var (last, _, _))
        {
            consuming = null;
            await last.DisposeAsync();
        }

        var concurrency = options.IsSingle ? 1 : Math.Min(consumer.Concurrency, ushort.MaxValue);
        var channel = await connection.OpenChannelAsync(
            new CreateChannelOptions(false, false, consumerDispatchConcurrency: (ushort)concurrency), cancellationToken);
        try
        {
            var queue = await RabbitMqTopology.DeclareQueueAsync(channel, consumer, options, cancellationToken);
            if (options.PrefetchCount > 0)
            {
                await channel.BasicQosAsync(0, options.PrefetchCount, global: false, cancellationToken);
            }

            var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var receiver = new AsyncEventingBasicConsumer(channel);
            receiver.ReceivedAsync += (_, delivery) => ReceiveAsync(channel, delivery);
            receiver.UnregisteredAsync += (_, _) => EndAsync(lost); // its queue was deleted
            channel.ChannelShutdownAsync += (_, _) => EndAsync(lost);
            var tag = await channel.BasicConsumeAsync(queue, options.AutoAck, receiver, cancellationToken);
            consuming = (channel, tag, lost.Task);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    private async Task ReceiveAsync(IChannel channel, BasicDeliverEventArgs delivery)
    {
        var message = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        inHand[message] = true;
        try
        {
            if (!stop.IsCancellationRequested)
            {
                await HandleAsync(channel, delivery);
            }
        }
        finally
        {
            inHand.TryRemove(message, out _);
            message.SetResult();
        }
    }

    private async Task HandleAsync(IChannel channel, BasicDeliverEventArgs delivery)
    {
        var metadata = options.ShowsProperties ? RabbitMqProperties.Read(delivery.BasicProperties) : EventMetadata.None;
        MessageOutcome outcome;
        try
        {
            outcome = await consumer.HandleAsync(new BrokerMessage(delivery.Body.ToArray(), metadata), abort.Token);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return; // the broker still has the message
        }

        if (!options.AutoAck)
        {
            await TryAsync(async () => await (outcome is MessageOutcome.Done
                ? channel.BasicAckAsync(delivery.DeliveryTag, multiple: false)
                : channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, options.RequeueInFailure)));
        }
    }

    // On a lost channel there is nothing to say any more: the broker delivers again what was not acknowledged.
    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (RabbitMqFailure.Is(e))
        {
            // See above.
        }
    }

    private static Task EndAsync(TaskCompletionSource lost)
    {
        lost.TrySetResult();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The subscription to {Topic} on RabbitMQ is lost and will be tried again: {Reason}")]
    private partial void LogLost(string topic, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The subscription to {Topic} on RabbitMQ is back")]
    private partial void LogBack(string topic);
}
