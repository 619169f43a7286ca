using Checkout.Api.Dialects.Acp;
using Checkout.Api.Dialects.Acp.V20250929;
using Checkout.Api.Idempotency;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.StateSet;

/// <summary>
/// StateSet's checkouts, <c>/v1/checkouts</c>: ACP's first version under other addresses, with its errors, and without a header that names
/// the version.
/// </summary>
internal static class StateSetEndpoints
{
    private const string OneCheckout = "/v1/checkouts/{id}";

    // The vendor's own text has an address for e-mail that is none; so any text is taken.
    private static readonly SessionRequestValidator Create = new(needsItems: true, isEmail: _ => true);
    private static readonly SessionRequestValidator Update = new(needsItems: false, isEmail: _ => true);
    private static readonly CompleteRequestValidator Complete = new(isEmail: _ => true);
    private static readonly Version20250929 Shape = new();

    public static void MapStateSet(this IEndpointRouteBuilder routes)
    {
        var checkouts = routes.MapGroup(string.Empty).ExcludeFromDescription().SpeaksAcp();
        checkouts.MapPost("/v1/checkouts", CreateAsync).TakesOnce();
        checkouts.MapGet(OneCheckout, GetAsync).RequireTenant(Scope.CheckoutsRead, AcpExchange.Callers);
        checkouts.MapMethods(OneCheckout, [HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch], UpdateAsync).TakesOnce();
        checkouts.MapPost($"{OneCheckout}/complete", CompleteAsync).TakesOnce();
        checkouts.MapPost($"{OneCheckout}/cancel", CancelAsync).TakesOnce();
    }

    private static void TakesOnce(this RouteHandlerBuilder endpoint) =>
        endpoint.RequireTenant(Scope.CheckoutsWrite, AcpExchange.Callers).AnswersOnce(Shape.Idempotency);

    private static async Task<IResult> CreateAsync(HttpContext context, AcpPurchases purchases)
    {
        var (wish, problem) = await AcpBody.ReadWishAsync<SessionRequest, PurchaseWish>(
            context, Create.FirstErrorBy, body => body.ToWish());
        return wish is null ? problem! : await AnswerAsync(
            context,
            await purchases.CreateAsync(context.GetTenant().Id, wish, context.RequestAborted),
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, AcpPurchases purchases) =>
        await AnswerAsync(context, await purchases.FindAsync(context.GetTenant().Id, id, context.RequestAborted));

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, AcpPurchases purchases)
    {
        var (wish, problem) = await AcpBody.ReadWishAsync<SessionRequest, PurchaseWish>(
            context, Update.FirstErrorBy, body => body.ToChange(context));
        return wish is null ? problem! : await AnswerAsync(
            context, await purchases.UpdateAsync(context.GetTenant().Id, id, wish, context.RequestAborted));
    }

    private static async Task<IResult> CompleteAsync(string id, HttpContext context, AcpPayments payments)
    {
        var (wish, problem) = await AcpBody.ReadWishAsync<CompleteRequest, PaymentWish>(
            context, Complete.FirstErrorBy, body => body.ToWish());
        return wish is null ? problem! : await AnswerAsync(
            context, await payments.CompleteAsync(context, id, wish), document => document.AsPaid());
    }

    private static async Task<IResult> CancelAsync(string id, HttpContext context, AcpPurchases purchases) =>
        await AnswerAsync(context, await purchases.CancelAsync(context.GetTenant().Id, id, context.RequestAborted));

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        AcpOutcome outcome,
        Func<CheckoutDocument, CheckoutDocument>? finish = null,
        int statusCode = StatusCodes.Status200OK)
    {
        if (outcome.Standing is not { } standing)
        {
            return AcpRefusals.Answer(context, outcome.Refusal!.Value, outcome, Shape.Names);
        }

        var view = await context.RequestServices.GetRequiredService<AcpViews>().OfAsync(context, standing, Shape.Names);
        var document = CheckoutDocument.Of(view);
        return Results.Json(finish is null ? document : finish(document), AcpJson.Options, statusCode: statusCode);
    }
}
