using System.Text.Json;
using Checkout.Api.Dialects.Deliverect.Access;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>
/// <c>/commerce/{accountId}/baskets</c>: made with <c>POST</c>, read with <c>GET</c>, changed with <c>PATCH</c> of one part or of several
/// at once. A change that names an older state in <c>If-Match</c>, or that another one overtakes, is 409.
/// </summary>
internal static class BasketEndpoints
{
    public static void MapBaskets(this RouteGroupBuilder routes)
    {
        routes.MapPost("", CreateAsync).RequireAccount(Scope.CheckoutsWrite);
        routes.MapGet("/{basketId}", ReadAsync).RequireAccount(Scope.CheckoutsRead);
        routes.MapPatch("/{basketId}", (HttpContext context, string basketId) => ChangeAsync(context, basketId))
            .RequireAccount(Scope.CheckoutsWrite);
        routes.MapPost("/{basketId}/validate", (HttpContext context, string basketId) => PriceAsync(context, basketId, new BasketRequest()))
            .RequireAccount(Scope.CheckoutsWrite);
        foreach (var (part, shape) in BasketParts.All)
        {
            routes.MapPatch($"/{{basketId}}/{part}", (HttpContext context, string basketId) => ChangeAsync(context, basketId, shape))
                .RequireAccount(Scope.CheckoutsWrite);
        }
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, string basketId, Func<JsonElement, JsonElement>? shape = null)
    {
        using var request = await DeliverectBody.ReadAsync(context, new BasketRequestValidator(), shape);
        return request?.Value is not { } change || change == new BasketRequest()
            ? DeliverectProblem.BadRequest()
            : await PriceAsync(context, basketId, change);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, SessionBook book, BasketEditing editing)
    {
        using var request = await DeliverectBody.ReadAsync(context, new BasketRequestValidator());
        if (request?.Value is not { } wanted || wanted.Store() is null)
        {
            return DeliverectProblem.BadRequest();
        }

        var (session, problem) = await editing.ApplyAsync(
            book.New(context.GetTenant().Id, currency: "EUR"), wanted, context.RequestAborted);
        return session is null
            ? problem!
            : Answer(context, await SessionsOf(context).StandingAsync(
                await book.AddAsync(session, context.RequestAborted), context.RequestAborted));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, string basketId)
    {
        var (standing, problem) = await FindAsync(context, basketId);
        return standing is null ? problem! : Answer(context, standing);
    }

    private static async Task<IResult> PriceAsync(HttpContext context, string basketId, BasketRequest change)
    {
        var (standing, problem) = await FindAsync(context, basketId);
        if (standing is null)
        {
            return problem!;
        }

        var notes = DeliverectNotes.Of(standing.Session);
        if (!standing.IsOpen || notes is not { Checkout: null })
        {
            return DeliverectProblem.Unprocessable(
                "basket_not_open", "The basket cannot be changed any more.", ("basketId", standing.Session.Id));
        }

        if (ContentTag.IsStale(context.Request, BasketOf(context, standing).Etag))
        {
            return Overtaken();
        }

        var editing = context.RequestServices.GetRequiredService<BasketEditing>();
        (var edited, problem) = await editing.ApplyAsync(standing.Session, change, context.RequestAborted);
        if (edited is null)
        {
            return problem!;
        }

        var book = context.RequestServices.GetRequiredService<SessionBook>();
        var changed = await book.TryChangeAsync(standing.Session, _ => edited, context.RequestAborted);
        return changed is null
            ? Overtaken()
            : Answer(context, await SessionsOf(context).StandingAsync(changed, context.RequestAborted));
    }

    private static async Task<(SessionStanding? Standing, IResult? Problem)> FindAsync(HttpContext context, string basketId) =>
        !DeliverectId.IsPossible(basketId) ? (null, DeliverectProblem.BadRequest())
        : await SessionsOf(context).FindAsync(context.GetTenant().Id, basketId, context.RequestAborted) is { } standing ? (standing, null)
        : (null, DeliverectProblem.NotFound("basket", basketId));

    private static IResult Answer(HttpContext context, SessionStanding standing)
    {
        var basket = BasketOf(context, standing);
        return ContentTag.Answer(context, basket, basket.Etag);
    }

    private static BasketDocument BasketOf(HttpContext context, SessionStanding standing) =>
        BasketDocumentView.Of(standing, context.GetAccount());

    private static SessionReader SessionsOf(HttpContext context) => context.RequestServices.GetRequiredService<SessionReader>();

    private static IResult Overtaken() => DeliverectProblem.Conflict("conflict", "A concurrent update to the basket was detected.");
}
