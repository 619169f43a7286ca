using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

/// <summary>A message as a merchant's endpoint received it.</summary>
internal sealed record Received(string Path, IHeaderDictionary Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"].ToString();

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>What every merchant should do: the signature is made anew from the secret and found among those that came.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}."), .. Body];
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, content))}";
        return Headers["webhook-signature"].ToString().Split(' ').Contains(expected, StringComparer.Ordinal);
    }

    public DateTimeOffset SentAt =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"].ToString(), CultureInfo.InvariantCulture));
}

/// <summary>A merchant's endpoint on this machine. It answers 204, or what the test says next.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<Received> messages = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();
    private readonly WebApplication app;

    private Receiver(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        app = builder.Build();
        app.MapPost("/{**path}", TakeAsync);
        app.MapGet("/{**path}", TakeAsync);
    }

    public string Url => $"{Address}/hooks";

    /// <summary>Scheme, host and port.</summary>
    public string Address => app.Urls.Single();

    public static async Task<Receiver> StartAsync(string address = "http://127.0.0.1:0")
    {
        var receiver = new Receiver(address);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Answers the next message so.</summary>
    public Receiver Answering(HttpStatusCode status, string? header = null, string? value = null)
    {
        answers.Enqueue(context =>
        {
            context.Response.StatusCode = (int)status;
            if (header is not null)
            {
                context.Response.Headers[header] = value;
            }

            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>Leaves the next message without an answer until the sender gives up.</summary>
    public void Hang() => answers.Enqueue(async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    });

    /// <summary>The next message, in the order of their coming.</summary>
    public async Task<Received> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        return await messages.Reader.ReadAsync(limit.Token);
    }

    /// <summary>How many messages have come that no test has looked at.</summary>
    public int Unread => messages.Reader.Count;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await messages.Writer.WriteAsync(new Received(context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase)), body.ToArray()));
        if (answers.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
