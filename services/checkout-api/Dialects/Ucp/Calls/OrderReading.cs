using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Ucp.Calls;

/// <summary>Get order. An order is named by its tracking number.</summary>
internal sealed class OrderReading(SessionReader sessions, OrderView view)
{
    public async Task<IResult> GetAsync(string id, HttpContext context)
    {
        // A try that was declined became no order; the one that came after it did.
        var standing = await sessions.FindAsync(context.GetTenant().Id, id, context.RequestAborted);
        return standing is { Attempt: { } attempt } && string.Equals(attempt.TrackingNumber, id, StringComparison.Ordinal) && IsPlaced(standing)
            ? Results.Json(await view.OfAsync(context, standing, attempt), UcpProtocol.Json)
            : UcpAnswer.NoOrder();
    }

    // A checkout becomes an order when it is completed; what was submitted whole has been one from the beginning.
    private static bool IsPlaced(SessionStanding standing) =>
        standing.Stage is SessionStage.Completed or SessionStage.Failed || !CheckoutSession.IsId(standing.Session.Id);
}
