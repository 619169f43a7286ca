using System.Collections.Concurrent;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dapr.Workflow.Worker;

/// <summary>
/// Takes work from the sidecar for as long as the app runs. A stream that ends, however it ends, is opened again, for ever. What is under
/// way at a shutdown is not sent any more: the sidecar delivers it again.
/// </summary>
internal sealed class WorkflowWorker(
    WorkflowChannel channel, WorkItems work, ILogger<WorkflowWorker> logger, WorkerClock clock) : BackgroundService
{
    /// <summary>Pause before a lost stream is opened again.</summary>
    internal static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Pause as long as there has been no stream at all. The one deviation from the official worker, which waits five seconds here too:
    /// apps usually start a moment before their sidecar.
    /// </summary>
    internal static readonly TimeSpan FirstConnectDelay = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan HelloInterval = TimeSpan.FromSeconds(30);
    private bool hasConnected;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ServeStreamAsync(stoppingToken);
                logger.LogInformation("The sidecar ended the stream of work items.");
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.Log(hasConnected ? LogLevel.Warning : LogLevel.Debug, "No work items from the sidecar: {Reason}", e.Message);
            }

            await Task.Delay(hasConnected ? ReconnectDelay : FirstConnectDelay, clock.Time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeStreamAsync(CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var hellos = SayHelloAsync(ended.Token);
        var running = new ConcurrentDictionary<Task, bool>();
        try
        {
            await using var stream = await channel.Channel.OpenAsync(
                TaskHubMethods.GetWorkItems, new GetWorkItemsRequest(), stoppingToken);
            hasConnected = true;
            logger.LogInformation("Connected to the sidecar's workflow engine.");
            while (await stream.ReadAsync(stoppingToken) is { } item)
            {
                hasConnected = true;
                var task = Task.Run(() => work.HandleAsync(item, stoppingToken), CancellationToken.None);
                running.TryAdd(task, true);
                _ = task.ContinueWith(
                    t => running.TryRemove(t, out _),
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }

            await Task.WhenAll(running.Keys);
        }
        finally
        {
            await ended.CancelAsync();
            await hellos;
        }
    }

    // The sidecar answers an idle stream with silence; these calls keep proxies on the way from closing it.
    private async Task SayHelloAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HelloInterval, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                try
                {
                    await channel.Channel.CallAsync(TaskHubMethods.Hello, new Empty(), cancellationToken);
                }
                catch (RpcException e)
                {
                    logger.LogDebug("Hello failed: {Code} {Detail}", e.StatusCode, e.Status.Detail);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The stream has ended.
        }
    }
}

/// <summary>The worker's clock. Not the app's: a test that stops the app's clock must not stop the connection.</summary>
internal sealed record WorkerClock(TimeProvider Time);
