using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.OpenApi;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using Checkout.Contracts.Checkouts;
using Dapr.Workflow;

namespace Checkout.Api.Operations;

/// <summary>
/// <c>/operations/…</c>, for keys with the scope <see cref="Scope.Operate"/>: the orders of the tenant that people have to look at, what can be
/// done about them, and how any order went.
/// </summary>
internal static class OperationsEndpoints
{
    private const int MaxBodyBytes = 4 * 1024;

    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<StuckOrders>()
        .AddSingleton<OperatorAudit>()
        .AddSingleton<OrderTimeline>()
        .AddSingleton<StuckOrderActions>()
        .AddSingleton<OperatorRequestValidator>();

    public static void AddOperations(this WorkflowRuntimeOptions options)
    {
        options.RegisterActivity<ReportStuckOrder>(CheckoutActivities.ReportStuckOrder);
        options.RegisterActivity<ClearStuckOrder>(nameof(ClearStuckOrder));
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/operations");
        operations.MapGet("/stuck", ListAsync)
            .Describe("listStuckOrders", "Operators", "Lists the orders that people have to look at, the oldest first.")
            .Produces<StuckOrderList>()
            .RequireTenant(Scope.Operate);
        operations.MapGet("/orders/{trackingId}/timeline", TimelineAsync)
            .Describe("getOrderTimeline", "Operators", "Tells how an order went: every step, attempt, answer of a PSP and event.")
            .Produces<TimelineResult>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireTenant(Scope.Operate);
        MapAction(operations, OperatorAction.Retry, CheckoutEvents.OperatorRetry, "Tries at once what a stuck order could not undo.");
        MapAction(
            operations,
            OperatorAction.Resolve,
            CheckoutEvents.OperatorResolve,
            "Takes an order out of the queue: an operator has settled by hand what it could not undo.");
    }

    private static void MapAction(RouteGroupBuilder operations, string action, string signal, string summary) => operations
        .MapPost($"/orders/{{trackingId}}/{action}", (string trackingId, HttpContext context, StuckOrderActions actions) =>
            ActAsync(trackingId, action, signal, context, actions))
        .Describe($"{action}StuckOrder", "Operators", summary, "Who did it and why stay in the order's timeline.")
        .Takes<OperatorRequest>()
        .Produces(StatusCodes.Status202Accepted)
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .RequireTenant(Scope.Operate)
        .WithMetadata(new BodyLimit(MaxBodyBytes));

    private static async Task<IResult> ListAsync(HttpContext context, StuckOrders queue) =>
        TypedResults.Ok(new StuckOrderList(await queue.ListAsync(context.GetTenant().Id, context.RequestAborted)));

    private static async Task<IResult> TimelineAsync(
        string trackingId, HttpContext context, CheckoutProgressReader reader, OrderTimeline timeline)
    {
        var order = await reader.ReadAsReportedAsync(trackingId, context.RequestAborted);
        return order is null || !string.Equals(order.TenantId, context.GetTenant().Id, StringComparison.OrdinalIgnoreCase)
            ? Results.Problem("The tenant has no such order.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(new TimelineResult(
                order.TrackingNumber, order.Progress.Phase.ToString(), await timeline.ReadAsync(order, context.RequestAborted)));
    }

    private static async Task<IResult> ActAsync(
        string trackingId, string action, string signal, HttpContext context, StuckOrderActions actions)
    {
        var validator = context.RequestServices.GetRequiredService<OperatorRequestValidator>();
        var (request, problem) = await RequestBody.ReadValidAsync(context, validator);
        if (request is null)
        {
            return problem!;
        }

        using (request)
        {
            return await actions.ActAsync(context.GetCaller(), trackingId, action, signal, request.Value!, context.RequestAborted) switch
            {
                StuckOrderAnswer.Done => TypedResults.Accepted((string?)null),
                StuckOrderAnswer.NothingToRetry => Results.Problem(
                    "The order has ended: settle by hand what became of it, and resolve it.", statusCode: StatusCodes.Status409Conflict),
                _ => Results.Problem("The order is not in the queue.", statusCode: StatusCodes.Status404NotFound),
            };
        }
    }
}
