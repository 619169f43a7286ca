using System.Text;
using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Return;
using Checkout.Api.Pages;
using Checkout.Api.Tenants;
using Dapr;
using Grpc.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace Checkout.Api.Sessions.PaymentPage;

/// <summary>
/// <c>GET</c> and <c>POST /pay/{tenantId}/{sessionId}</c>: a shopper's browser shows the form and sends the card, goes on to the bank when
/// that wants it, and ends at the shop. Reloading, going back and sending twice are safe: a session is paid once.
/// </summary>
internal static class PaymentPageEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void MapPaymentPage(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/pay/{tenantId}/{sessionId}", [HttpMethods.Get, HttpMethods.Post], ServeAsync)
        .ExcludeFromDescription(); // for browsers

    private static async Task<IResult> ServeAsync(
        string tenantId,
        string sessionId,
        HttpContext context,
        PaymentPageAddress address,
        SessionReader sessions,
        TenantDirectory tenants,
        PaymentPageVisit visit)
    {
        // Nobody shall lay another page over this one.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
        var cancel = context.RequestAborted;
        try
        {
            if (!await address.IsOursAsync(tenantId, sessionId, context.Request.Query[AddressSignature.Parameter], cancel)
                || await tenants.FindAsync(tenantId, cancel) is not { } tenant
                || await sessions.FindAsync(tenant.Id, sessionId, cancel) is not { } standing)
            {
                return ReturnPage.Unknown();
            }

            var answer = HttpMethods.IsPost(context.Request.Method)
                ? await visit.PayAsync(context, standing)
                : null;
            return answer ?? await ShowAsync(context, await sessions.FindAsync(tenant.Id, sessionId, cancel) ?? standing, tenant, sessions);
        }
        catch (Exception e) when (e is RpcException or DaprException or HttpRequestException)
        {
            // Dapr is away for a moment, and nothing was lost. The browser does not send a card again by itself.
            context.Response.Headers["Refresh"] = "3";
            return ReturnPage.OneMoment();
        }
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, SessionStanding standing, Tenant tenant, SessionReader sessions)
    {
        var settled = await sessions.SettledAsync(standing, Patience, context.RequestAborted);
        return settled switch
        {
            { Stage: SessionStage.Ready } => CardForm.Page(settled.Session, CardForm.NothingWrong, StatusCodes.Status200OK),
            { Stage: SessionStage.Declined } => CardForm.Page(
                settled.Session,
                CardForm.WrongAsAWhole(settled.Reason ?? "The card was not accepted. Please try another one."),
                StatusCodes.Status200OK),
            { Stage: SessionStage.ChallengeRequired, Challenge.Action.RedirectUrl: { } bank } => SeeOther.To(bank),
            { Stage: SessionStage.ChallengeRequired, Challenge.Action.HtmlContent: { } form } => BankForm(context, form),
            { Attempt: { } attempt } when (settled.Session.ShopUrl ?? tenant.ShopUrl) is { } shop =>
                SeeOther.To(QueryHelpers.AddQueryString(shop, "trackingNumber", attempt.TrackingNumber)),
            { Attempt: { } attempt } => ReturnPage.Of(attempt.Progress),
            _ => ReturnPage.NotPayable(),
        };
    }

    // A bank that is reached by POST: the PSP's form sends itself there.
    private static IResult BankForm(HttpContext context, string form)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'unsafe-inline'; frame-src *; frame-ancestors 'none'; base-uri 'none'";
        return Results.Content(form, "text/html", Encoding.UTF8);
    }
}
