using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Wire.Grpc;
using Dapr.DurableTask.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// The stream on which a worker gets its work (<c>GetWorkItems</c>). Items are written as prepared bytes, many to a flush.
/// </summary>
internal sealed class WorkItemStream(EngineServices services, string appId)
{
    internal async Task ServeAsync(HttpContext context)
    {
        context.Response.ContentType = GrpcStatus.ContentType;
        await GrpcFrame.ReadAsync(context.Request.BodyReader, GetWorkItemsRequest.Parser, cancellationToken: context.RequestAborted);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.Stopping);
        var workers = services.WorkersOf(appId);
        var output = context.Response.BodyWriter;
        await output.FlushAsync(end.Token); // the worker waits for the headers
        var stream = workers.Open();
        try
        {
            RetryStalled();
            while (true)
            {
                await workers.WriteNextAsync(stream, output, end.Token);
                var flushed = await output.FlushAsync(end.Token);
                if (flushed.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            GrpcStatus.End(context, StatusCode.Cancelled, "shutting down", []);
        }
        finally
        {
            workers.Close(stream);
        }
    }

    private void RetryStalled()
    {
        foreach (var actor in services.Active.Values.Where(actor => string.Equals(actor.Key.AppId, appId, StringComparison.Ordinal)))
        {
            actor.RetryStalled();
        }
    }
}
