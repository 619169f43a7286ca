using Checkout.Api.Checkouts.Status;
using Checkout.Api.Pages;
using Checkout.Api.Tenants;
using Checkout.Contracts.Payments;
using Dapr;
using Grpc.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace Checkout.Api.Checkouts.Return;

/// <summary>
/// <c>GET/POST …/offer/checkout/{trackingId}/return/{n}?state=…</c>: the browser's way back from the PSP. It is only a hint that the
/// shopper is done; the workflow asks the PSP what really happened. The browser is held until the workflow has moved past the challenge,
/// so that the page it ends on tells the outcome.
/// </summary>
internal static class ReturnEndpoint
{
    public static void MapReturn(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/checkout/{trackingId}/return/{attempt:int}", [HttpMethods.Get, HttpMethods.Post], ReturnAsync)
            .ExcludeFromDescription(); // for browsers that the PSP sends back

    private static async Task<IResult> ReturnAsync(
        string trackingId,
        int attempt,
        HttpContext context,
        ReturnState state,
        ShopperReturn shopper,
        CheckoutProgressReader reader,
        TenantDirectory tenants)
    {
        context.Response.Headers.CacheControl = "no-store";
        CheckoutSnapshot? checkout;
        var returned = await ReturnedAsync(context.Request);
        try
        {
            // An address that we did not sign shows where the order stands and reports nothing.
            checkout = await state.IsOursAsync(trackingId, context.Request.Query[ReturnState.Parameter], context.RequestAborted)
                ? await shopper.ArriveAsync(trackingId, attempt, returned, context.RequestAborted)
                : await reader.ReadAsync(trackingId, context.RequestAborted);
        }
        catch (Exception e) when (e is RpcException or DaprException or HttpRequestException)
        {
            // Dapr is away for a moment. The browser keeps the return for us and brings it again.
            context.Response.Headers["Refresh"] = "3";
            return ReturnPage.OneMoment();
        }

        if (checkout is null)
        {
            return ReturnPage.Unknown();
        }

        if (returned?.ThreeDSMethodData is not null)
        {
            // It came from a hidden frame, in which nobody wants to see the shop.
            return ReturnPage.Noted();
        }

        var tenant = await tenants.FindAsync(checkout.TenantId, context.RequestAborted);
        if ((checkout.Order?.ShopUrl ?? tenant?.ShopUrl) is not { } shopUrl)
        {
            return ReturnPage.Of(checkout.Progress);
        }

        return SeeOther.To(QueryHelpers.AddQueryString(shopUrl, "trackingNumber", checkout.TrackingNumber));
    }

    /// <summary>The parameters that a PSP wants back from us, in the query or in a form; null when there is none of use.</summary>
    private static async Task<PaymentReturn?> ReturnedAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : FormCollection.Empty;
        var returned = new PaymentReturn(Parameter("redirectResult"), Parameter("threeDSMethodData"), Parameter("cres"));
        return returned.IsUsable() ? returned : null;

        string? Parameter(string name) =>
            request.Query[name].ToString() is { Length: > 0 } inQuery ? inQuery
            : form[name].ToString() is { Length: > 0 } inForm ? inForm
            : null;
    }
}
