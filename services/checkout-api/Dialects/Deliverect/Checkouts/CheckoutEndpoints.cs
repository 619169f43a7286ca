using Checkout.Api.Checkouts;
using Checkout.Api.Dialects.Deliverect.Access;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.PaymentPage;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>
/// <c>POST /commerce/{accountId}/v2/checkouts</c> and <c>GET /commerce/{accountId}/v2/checkouts/{checkoutId}</c>. A checkout has the ID of
/// its basket; every session and every order of the tenant can be read as one.
/// </summary>
internal static class CheckoutEndpoints
{
    public static void MapCheckouts(this RouteGroupBuilder routes)
    {
        routes.MapPost("", CreateAsync).RequireAccount(Scope.CheckoutsWrite);
        routes.MapGet("/{checkoutId}", ReadAsync).RequireAccount(Scope.CheckoutsRead);
        routes.MapPost("/{checkoutId}/payments/{paymentId}", PaymentUpdate.TakeAsync).RequireAccount(Scope.CheckoutsWrite);
    }

    /// <summary>The update that names its payment in the body.</summary>
    public static void MapPaymentUpdate(this RouteGroupBuilder routes) =>
        routes.MapPost("/payment_update", PaymentUpdate.TakeByPaymentAsync).RequireAccountOrSignature(Scope.CheckoutsWrite);

    /// <summary>The session as a checkout.</summary>
    public static async Task<CheckoutDocument> DocumentOfAsync(HttpContext context, SessionStanding standing)
    {
        var services = context.RequestServices;
        var checkout = DeliverectNotes.Of(standing.Session)?.Checkout;
        var page = checkout is { IsExternal: false }
            ? await services.GetRequiredService<PaymentPageAddress>().OfAsync(
                MerchantApi.RootUrl(context, services.GetRequiredService<IOptions<CheckoutOptions>>().Value.PublicUrl),
                standing.Session,
                context.RequestAborted)
            : null;
        return CheckoutView.Of(standing, context.GetAccount(), page);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, NewCheckout checkouts, IOptions<CheckoutOptions> options)
    {
        using var request = await DeliverectBody.ReadAsync(context, new CheckoutRequestValidator());
        if (request is null)
        {
            return DeliverectProblem.BadRequest();
        }

        var call = new CheckoutCall(
            context.GetTenant().Id, context.GetAccount(), request, MerchantApi.CheckoutUrl(context, options.Value.PublicUrl));
        var (standing, problem) = await checkouts.MakeAsync(call, context.RequestAborted);
        if (standing is null)
        {
            return problem!;
        }

        var document = await DocumentOfAsync(context, standing);
        return ContentTag.Answer(context, new NewCheckoutDocument(document, standing.Reason ?? standing.ReasonCode), document.Etag);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, string checkoutId, SessionReader sessions)
    {
        if (!DeliverectId.IsPossible(checkoutId))
        {
            return DeliverectProblem.BadRequest();
        }

        if (await sessions.FindAsync(context.GetTenant().Id, checkoutId, context.RequestAborted) is not { } standing)
        {
            return DeliverectProblem.NotFound("checkout", checkoutId);
        }

        var document = await DocumentOfAsync(context, standing);
        return ContentTag.Answer(context, document, document.Etag);
    }
}
