using System.Globalization;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Status;

/// <summary><c>GET …/offer/checkout/{trackingId}/status</c>.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/checkout/{trackingId}/status", GetAsync).RequireTenant(Scope.CheckoutsRead);

    private static async Task<IResult> GetAsync(
        string trackingId, HttpContext context, CheckoutProgressReader reader, IOptions<CheckoutOptions> options)
    {
        var checkout = await reader.ReadAsync(trackingId, context.RequestAborted);
        if (checkout is null)
        {
            return TypedResults.NotFound(new UnknownOrder(new MessageStatus(MessageCode.ItemNotFound)));
        }

        if (!string.Equals(checkout.Order.TenantId, context.GetTenant().Id, StringComparison.OrdinalIgnoreCase))
        {
            return Results.Problem("The tracking number belongs to another tenant.", statusCode: StatusCodes.Status409Conflict);
        }

        var checkoutUrl = $"{MerchantApi.BaseUrl(context, options.Value.PublicUrl)}/offer/checkout";
        var result = StatusView.Of(checkout, StatusView.UrlOf(checkoutUrl, trackingId));
        context.Response.Headers.CacheControl = "no-store";
        if (result.FollowUpInstructions?.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Ok(result);
    }

    /// <summary>The vendor's body for a tracking number that this tenant does not have.</summary>
    private sealed record UnknownOrder(MessageStatus Status);
}
