using Checkout.Api.Checkouts.Events;
using Checkout.Api.Dialects.Acp.Delegation;
using Checkout.Api.Dialects.Acp.V20260417;
using Checkout.Api.Idempotency;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Acp;

/// <summary>
/// The Agentic Commerce Protocol: <c>/checkout_sessions</c>, in both versions, <c>/agentic_commerce/delegate_payment</c> and
/// <c>/.well-known/acp.json</c>.
/// </summary>
internal static class AcpEndpoints
{
    private const string OneSession = "/checkout_sessions/{id}";

    public static IServiceCollection AddAcp(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<AcpOptions>(configuration.GetSection(AcpOptions.Section))
        .AddSingleton<DelegatePaymentRequestValidator>()
        .AddSingleton<AcpPurchases>()
        .AddSingleton<AcpPayments>()
        .AddSingleton<AcpViews>()
        .AddSingleton<IEventDialect, OrderEvents>();

    public static void MapAcp(this IEndpointRouteBuilder routes)
    {
        var acp = routes.MapGroup(string.Empty).ExcludeFromDescription().SpeaksAcp(); // described by the protocol itself
        acp.MapPost("/checkout_sessions", CreateAsync).TakesOnce(Scope.CheckoutsWrite);
        acp.MapGet(OneSession, GetAsync).RequireTenant(Scope.CheckoutsRead, AcpExchange.Callers).NamesVersion();
        acp.MapPost(OneSession, UpdateAsync).TakesOnce(Scope.CheckoutsWrite);
        acp.MapPost($"{OneSession}/complete", CompleteAsync).TakesOnce(Scope.CheckoutsWrite);
        acp.MapPost($"{OneSession}/cancel", CancelAsync).TakesOnce(Scope.CheckoutsWrite);
        acp.MapDelegatePayment();
        acp.MapDiscovery();
    }

    /// <summary>Caller, version and idempotency key, in this order.</summary>
    private static void TakesOnce(this RouteHandlerBuilder endpoint, string scope) =>
        endpoint.RequireTenant(scope, AcpExchange.Callers).NamesVersion().AnswersOnce(AcpVersions.IdempotencyOf);

    private static async Task<IResult> CreateAsync(HttpContext context, AcpPurchases purchases)
    {
        var (wish, problem) = await context.GetAcpVersion().ReadCreateAsync(context);
        return wish is null ? problem! : await AnswerAsync(
            context, await purchases.CreateAsync(context.GetTenant().Id, wish, context.RequestAborted), StatusCodes.Status201Created);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, AcpPurchases purchases) =>
        await AnswerAsync(context, await purchases.FindAsync(context.GetTenant().Id, id, context.RequestAborted));

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, AcpPurchases purchases)
    {
        var (wish, problem) = await context.GetAcpVersion().ReadUpdateAsync(context);
        return wish is null ? problem! : await AnswerAsync(
            context, await purchases.UpdateAsync(context.GetTenant().Id, id, wish, context.RequestAborted));
    }

    private static async Task<IResult> CompleteAsync(string id, HttpContext context, AcpPayments payments)
    {
        var (wish, problem) = await context.GetAcpVersion().ReadCompleteAsync(context);
        return wish is null ? problem! : await AnswerAsync(context, await payments.CompleteAsync(
            context, id, wish, context.GetAcpVersion().WantsAuthenticationResult));
    }

    private static async Task<IResult> CancelAsync(string id, HttpContext context, AcpPurchases purchases) =>
        await AnswerAsync(context, await purchases.CancelAsync(context.GetTenant().Id, id, context.RequestAborted));

    private static async Task<IResult> AnswerAsync(HttpContext context, AcpOutcome outcome, int statusCode = StatusCodes.Status200OK)
    {
        var version = context.GetAcpVersion();
        if (outcome.Standing is not { } standing)
        {
            return AcpRefusals.Answer(context, outcome.Refusal!.Value, outcome, version.Names);
        }

        var view = await context.RequestServices.GetRequiredService<AcpViews>().OfAsync(context, standing, version.Names);
        return Results.Json(version.DocumentOf(view), AcpJson.Options, statusCode: statusCode);
    }
}
