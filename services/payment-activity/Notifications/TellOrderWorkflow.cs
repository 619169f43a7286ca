using Checkout.Contracts;
using Checkout.Contracts.Checkouts;
using Dapr.Workflow;

namespace Checkout.Payments.Notifications;

/// <summary>A PSP has news of a payment.</summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="Provider">Who told it.</param>
/// <param name="PspReference">The payment, by the PSP's own reference.</param>
/// <param name="IsStray">It comes from a PSP that the order has left for another one.</param>
public sealed record PaymentNews(string TrackingNumber, string Provider, string? PspReference = null, bool IsStray = false);

/// <summary>
/// Tells an order that its PSP has news, until it has heard. An order that has ended hears nothing: then the payment itself is reviewed,
/// since money may have moved after the end.
/// </summary>
public sealed class TellOrderWorkflow : Workflow<PaymentNews, OrderAttention>
{
    private static readonly WorkflowRetryPolicy UntilHeard = new(
        maxNumberOfAttempts: 1_000,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(15),
        retryTimeout: TimeSpan.FromDays(7));

    /// <summary>Delivers the news.</summary>
    /// <param name="context">The engine's view of this run.</param>
    /// <param name="input">Whose payment it is.</param>
    /// <returns>What the order made of them.</returns>
    public override async Task<OrderAttention> RunAsync(WorkflowContext context, PaymentNews input)
    {
        var attention = await context.CallActivityAsync<OrderAttention>(
            CheckoutActivities.WakeOrder, input.TrackingNumber, new WorkflowTaskOptions(UntilHeard, AppIds.CheckoutApi));
        if (attention is not OrderAttention.Told || input.IsStray)
        {
            await ReviewAsync(context, input);
        }

        return attention;
    }

    private static async Task ReviewAsync(WorkflowContext context, PaymentNews news)
    {
        var review = await context.CallActivityAsync<PaymentReview>(
            nameof(ReviewPayment), news, new WorkflowTaskOptions(UntilHeard));
        if (review.Finding is { } finding)
        {
            await context.CallActivityAsync<bool>(
                CheckoutActivities.ReportStuckOrder,
                new StuckOrder(news.TrackingNumber, review.TenantId!, finding, [review.Details!]),
                new WorkflowTaskOptions(UntilHeard, AppIds.CheckoutApi));
        }
    }
}
