using System.Text.Json;
using Checkout.Api.Checkouts.Events;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Sessions;
using Checkout.Contracts.Events;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>Tells agents of the orders that their sessions have become, for webhooks with the format <c>Acp</c>.</summary>
internal sealed class OrderEvents(SessionBook book) : IEventDialect
{
    private const string Return = "/return/";

    public string Name => AcpNotes.Dialect;

    public async Task<JsonElement?> BodyOfAsync(MerchantEvent merchantEvent, CancellationToken cancellationToken)
    {
        // There is an order once it is paid; what fails before is told by the session itself.
        if (merchantEvent is not { Type: MerchantEventTypes.CheckoutCompleted, SessionId: { } sessionId }
            || await book.FindAsync(merchantEvent.TenantId, sessionId, cancellationToken) is not { } session
            || !AcpNotes.AreIn(session)
            || session.Attempts.FirstOrDefault(attempt => string.Equals(
                attempt.TrackingNumber, merchantEvent.TrackingNumber, StringComparison.Ordinal)) is not { Order: { } order })
        {
            return null;
        }

        var document = new OrderEventDocument(
            "order_create", OrderWriter.Of(session, merchantEvent.TrackingNumber, StatusUrlOf(order, merchantEvent.TrackingNumber)));
        return JsonSerializer.SerializeToElement(document, AcpJson.Options);
    }

    // Nobody asks here, so nobody's request tells our address; the order has it.
    private static string StatusUrlOf(CheckoutOrder order, string trackingNumber) =>
        $"{order.ReturnUrl[..order.ReturnUrl.IndexOf($"{trackingNumber}{Return}", StringComparison.Ordinal)]}{trackingNumber}/status";
}

/// <summary>What a receiver of order events gets.</summary>
/// <param name="Type"><c>order_create</c>.</param>
/// <param name="Data">The whole order.</param>
internal sealed record OrderEventDocument(string Type, OrderDocument Data);
