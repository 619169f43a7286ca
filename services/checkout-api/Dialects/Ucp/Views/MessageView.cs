using Checkout.Api.Checkouts.Status;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Sessions;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Dialects.Ucp.Views;

/// <summary>What a platform is told about where a checkout stands.</summary>
internal static class MessageView
{
    /// <summary>Code of a payment that was refused.</summary>
    public const string PaymentFailed = "payment_failed";

    /// <summary>Code of something that is not there yet.</summary>
    public const string Missing = "missing";

    private const string OutOfStock = "OUT_OF_STOCK";

    /// <summary>Messages, most pressing first.</summary>
    public static IReadOnlyList<UcpMessage> Of(SessionStanding standing, UcpMemory memory) =>
        standing.IsOpen ? [.. OfStage(standing), .. memory.Messages] : OfStage(standing);

    /// <summary>What is wrong with what was wanted; it has to be mended before anything is paid.</summary>
    public static bool HasErrors(UcpMemory memory) => memory.Messages.Any(message => message.IsError);

    private static IReadOnlyList<UcpMessage> OfStage(SessionStanding standing) => standing.Stage switch
    {
        SessionStage.Incomplete => [.. standing.Gaps.Select(OfGap)],
        SessionStage.ChallengeRequired => [OfChallenge(standing.Attempt)],
        SessionStage.Declined =>
            [UcpMessage.Recoverable(PaymentFailed, standing.Reason ?? "The payment was declined. Another one may be tried.", "$.payment")],
        SessionStage.Failed => [OfFailure(standing)],
        SessionStage.Expired => [UcpMessage.Unrecoverable("expired", "Nobody has paid the checkout in time. Please start a new one.")],
        _ => [],
    };

    private static UcpMessage OfGap(SessionGap gap) => gap switch
    {
        SessionGap.Items => UcpMessage.Recoverable(Missing, "The checkout has no item.", "$.line_items"),
        SessionGap.DeliveryAddress => UcpMessage.Recoverable(
            Missing, "A fulfillment address is required.", "$.fulfillment.methods[0].selected_destination_id"),
        _ => UcpMessage.Recoverable(
            Missing, "Please select a fulfillment option that is offered.", "$.fulfillment.methods[0].groups[0].selected_option_id"),
    };

    private static UcpMessage OfChallenge(CheckoutSnapshot? attempt) =>
        attempt?.Order?.Instrument.Channel is null or PaymentChannel.CreditCard
            ? UcpMessage.NeedsBuyer("requires_3ds", "The bank requires the buyer to confirm the payment.")
            : UcpMessage.NeedsBuyer("requires_approval", "The buyer has to approve the payment at the payment provider.");

    private static UcpMessage OfFailure(SessionStanding standing) =>
        string.Equals(standing.ReasonCode, OutOfStock, StringComparison.Ordinal)
            ? UcpMessage.Unrecoverable("out_of_stock", standing.Reason ?? "An item is not available any more. Nothing was charged.")
            : UcpMessage.Unrecoverable(PaymentFailed, standing.Reason ?? "The order could not be completed. Please start a new checkout.");
}
