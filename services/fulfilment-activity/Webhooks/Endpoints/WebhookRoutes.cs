using Checkout.Contracts;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Deliveries;

namespace Checkout.Fulfilment.Webhooks.Endpoints;

/// <summary>Webhooks as checkout-api reads and changes them for merchants, through Dapr service invocation.</summary>
internal static class WebhookRoutes
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/webhooks/{tenantId}").AddEndpointFilter(CheckNamesAsync);
        webhooks.MapGet("/", async (string tenantId, EndpointRecords records, CancellationToken cancellationToken) =>
            new WebhookList([.. (await records.ReadAsync(tenantId, cancellationToken)).Endpoints.Select(endpoint => endpoint.ToView())]));
        webhooks.MapPost("/", AddAsync);
        webhooks.MapGet("/{webhookId}", async (string tenantId, string webhookId, EndpointRecords records, CancellationToken cancellationToken) =>
            Found((await records.FindAsync(tenantId, webhookId, cancellationToken))?.ToView()));
        webhooks.MapPut("/{webhookId}", ReplaceAsync);
        webhooks.MapDelete("/{webhookId}", async (string tenantId, string webhookId, EndpointRecords records, CancellationToken cancellationToken) =>
        {
            await records.RemoveAsync(tenantId, webhookId, cancellationToken);
            return Results.NoContent();
        });
        webhooks.MapPost("/{webhookId}/secret", async (string tenantId, string webhookId, EndpointRecords records, CancellationToken cancellationToken) =>
            Found(await records.RotateAsync(tenantId, webhookId, cancellationToken)));
        webhooks.MapPost("/{webhookId}/enable", async (string tenantId, string webhookId, EndpointRecords records, CancellationToken cancellationToken) =>
            Found((await records.EnableAsync(tenantId, webhookId, cancellationToken))?.ToView()));
        webhooks.MapGet("/{webhookId}/deliveries", ListDeliveriesAsync);
        webhooks.MapPost("/{webhookId}/replay", ReplayAsync);
    }

    private static async ValueTask<object?> CheckNamesAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        invocation.HttpContext.Request.RouteValues.Values.OfType<string>().All(Identifier.IsValid)
            ? await next(invocation)
            : Results.Problem($"Names must be {Identifier.Rule}.", statusCode: StatusCodes.Status400BadRequest);

    private static async Task<IResult> AddAsync(
        string tenantId, WebhookRequest request, EndpointRecords records, WebhookOptions options, CancellationToken cancellationToken)
    {
        if (WebhookRules.ErrorsOf(request, options) is { Count: > 0 } errors)
        {
            return Results.ValidationProblem(errors);
        }

        return await records.AddAsync(tenantId, request, cancellationToken) is { } added
            ? Results.Json(added, statusCode: StatusCodes.Status201Created)
            : Results.Problem($"There are {options.MaxPerTenant} webhooks already.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ReplaceAsync(
        string tenantId,
        string webhookId,
        WebhookRequest request,
        EndpointRecords records,
        WebhookOptions options,
        CancellationToken cancellationToken) =>
        WebhookRules.ErrorsOf(request, options) is { Count: > 0 } errors
            ? Results.ValidationProblem(errors)
            : Found((await records.ReplaceAsync(tenantId, webhookId, request, cancellationToken))?.ToView());

    private static async Task<IResult> ListDeliveriesAsync(
        string tenantId,
        string webhookId,
        EndpointRecords records,
        DeliveryLog log,
        CancellationToken cancellationToken,
        DateTimeOffset? since = null,
        int limit = DefaultLimit,
        WebhookDeliveryState? state = null)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return Results.Problem($"limit must be 1 to {MaxLimit}.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await records.FindAsync(tenantId, webhookId, cancellationToken) is null
            ? Results.NotFound()
            : Results.Ok(await log.ReadAsync(tenantId, webhookId, since ?? DateTimeOffset.MinValue, limit, state, cancellationToken));
    }

    private static async Task<IResult> ReplayAsync(
        string tenantId,
        string webhookId,
        WebhookReplayRequest request,
        EndpointRecords records,
        DeliveryLog log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await records.FindAsync(tenantId, webhookId, cancellationToken) is not { } endpoint)
        {
            return Results.NotFound();
        }

        if (endpoint.State is WebhookState.Disabled)
        {
            return Results.Problem("The webhook is disabled; enable it first.", statusCode: StatusCodes.Status409Conflict);
        }

        return request switch
        {
            { EventId: { } eventId, From: null, To: null } when Identifier.IsValid(eventId) =>
                await log.ReplayAsync(tenantId, webhookId, eventId, cancellationToken)
                    ? Results.Accepted(value: new WebhookReplay(1, NextFrom: null))
                    : Results.NotFound(),
            { EventId: null, From: { } from } => Results.Accepted(
                value: await log.ReplayAsync(tenantId, endpoint, from, request.To ?? time.GetUtcNow(), cancellationToken)),
            _ => Results.Problem("Name an eventId, or a range by from and to.", statusCode: StatusCodes.Status400BadRequest),
        };
    }

    private static IResult Found(Webhook? webhook) => webhook is null ? Results.NotFound() : Results.Ok(webhook);
}
