using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Idempotency;
using Checkout.Api.Requests;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Ucp.Calls;

/// <summary>
/// The REST binding: <c>/checkout-sessions…</c>, <c>/orders/{id}</c> and the tokenizer. They stand below the endpoint that the discovery
/// profile names, which is the root of this service.
/// </summary>
internal static class CheckoutEndpoints
{
    public const string Path = "/checkout-sessions";

    private const string RequestId = "Request-Id";
    private const int MaxBodyBytes = 64 * 1024;

    public static void MapCheckouts(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup(string.Empty).ExcludeFromDescription()
            .AddEndpointFilter(UcpProblem.OfFaultsAsync).AddEndpointFilter(EchoAsync);
        all.MapGet($"{Path}/{{id}}", GetAsync).Reads();
        all.MapGet("/orders/{id}", (string id, HttpContext context, OrderReading orders) => orders.GetAsync(id, context)).Reads();
        all.MapPost(Path, (HttpContext context, CheckoutWriting writing) => writing.CreateAsync(context)).Writes();
        all.MapPut($"{Path}/{{id}}", (string id, HttpContext context, CheckoutWriting writing) => writing.UpdateAsync(id, context)).Writes();
        all.MapPost($"{Path}/{{id}}/complete", (string id, HttpContext context, CheckoutCompletion completion) => completion.CompleteAsync(id, context))
            .Writes();
        all.MapPost($"{Path}/{{id}}/cancel", (string id, HttpContext context, CheckoutWriting writing) => writing.CancelAsync(id, context)).Writes();
        all.MapPost(PaymentHandlers.TokenizePath, (HttpContext context, Tokenization tokenization) => tokenization.TokenizeAsync(context)).Writes();
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, SessionReader sessions, CheckoutView view) =>
        await sessions.FindAsync(context.GetTenant().Id, id, context.RequestAborted) is { } standing
            ? await view.CheckoutAsync(context, standing)
            : UcpAnswer.NoCheckout();

    private static void Reads(this RouteHandlerBuilder route) => route
        .RequireTenant(Scope.CheckoutsRead, UcpScheme.ApiKey)
        .AddEndpointFilter(UcpAgent.RequireAsync);

    private static void Writes(this RouteHandlerBuilder route) => route
        .RequireTenant(Scope.CheckoutsWrite, UcpScheme.ApiKey)
        .AddEndpointFilter(UcpAgent.RequireAsync)
        .AnswersOnce(UcpScheme.Idempotency)
        .WithMetadata(new BodyLimit(MaxBodyBytes));

    // A platform finds its request again by the name that it gave it.
    private static ValueTask<object?> EchoAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var (request, response) = (invocation.HttpContext.Request, invocation.HttpContext.Response);
        if (request.Headers[RequestId] is [{ Length: > 0 and <= 128 } id] && id.All(character => character is > ' ' and <= '~'))
        {
            response.Headers[RequestId] = id;
        }

        return next(invocation);
    }
}
