using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts;
using Checkout.Contracts.Checkouts;
using Checkout.Contracts.Fulfilment;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Services.Tests.CheckoutApi.Workflow;

/// <summary>The world in which everything goes well; tests change what they are about.</summary>
internal static class CheckoutScript
{
    public static readonly CheckoutDeadlines Deadlines = new(
        Challenge: TimeSpan.FromMinutes(15), Inquiry: TimeSpan.FromHours(1), Undo: TimeSpan.FromHours(24), Settlement: TimeSpan.FromDays(14));

    public static readonly PaymentResult Authorized = new(PaymentStatus.Authorized, "pi_1");
    public static readonly PaymentResult Captured = new(PaymentStatus.Captured, "pi_1");
    public static readonly PaymentResult Unknown = new(PaymentStatus.Unknown, ReasonCode: "PSP_TIMEOUT");
    public static readonly PaymentResult NotFound = new(PaymentStatus.NotFound);
    public static readonly PaymentResult Declined = new(PaymentStatus.Declined, "pi_1", ReasonCode: "CARD_DECLINED", Reason: "Refused.");

    public static readonly PaymentResult Challenged = new(
        PaymentStatus.ActionRequired, "pi_1", new PaymentAction("3ds_1", "https://psp.example/3ds/1"));

    public static readonly WorkflowTaskFailedException Fault =
        new("Task failed: no route", new WorkflowTaskFailureDetails("System.Net.Http.HttpRequestException", "no route"));

    public static ScriptedContext World() => new ScriptedContext()
        .On(FulfilmentActivities.ReserveItems, new ReservationResult(Reserved: true))
        .On(FulfilmentActivities.ReleaseItems, true)
        .On(FulfilmentActivities.DeliverItems, new DeliveryResult(Delivered: true))
        .On(FulfilmentActivities.RevokeItems, true)
        .On(PaymentActivities.AuthorizePayment, Authorized)
        .On(PaymentActivities.CapturePayment, Captured)
        .On(CheckoutActivities.ReportStuckOrder, true)
        .On("ClearStuckOrder", true)
        .On(PaymentActivities.ReversePayment, new ReversalResult(Confirmed: true, "voided"));

    public static Task<CheckoutOutcome> RunAsync(this ScriptedContext context) => new CheckoutWorkflow().RunAsync(context, new CheckoutOrder(
        TenantId: "tenant-1",
        CustomerUrn: "cu.1",
        CorrelationId: "shop-1",
        OfferIdentifier: "of_1",
        Lines: [new OrderLine("it_1", 1)],
        Amount: new Money(1499, "EUR"),
        Instrument: new PaymentInstrument("card_1", StoredMethodUrn: null),
        ReturnUrl: "https://shop.example/return/{attempt}",
        Deadlines));
}
