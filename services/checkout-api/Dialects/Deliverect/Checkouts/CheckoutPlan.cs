using Checkout.Api.Sessions;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>How the payments of a request come about here, where a session has one payment of ours at most.</summary>
/// <param name="Channel">By what the session is paid; null when the shopper pays by card on our page.</param>
/// <param name="IsPrepaid">Of a payment elsewhere: whether all of it is made already.</param>
/// <param name="PaidElsewhere">The part that is paid elsewhere while the rest is paid here, minor units.</param>
/// <param name="ReturnUrl">Where the shopper's browser goes at last.</param>
internal sealed record CheckoutPlan(PaymentChannel? Channel, bool IsPrepaid, long PaidElsewhere, string? ReturnUrl)
{
    /// <summary>Whether the shopper pays on our page.</summary>
    public bool IsByPage => Channel is null;

    /// <summary>Whether all of it is paid elsewhere.</summary>
    public bool IsExternal => Channel is PaymentChannel.External;

    /// <summary>The plan; or the answer to a request whose payments do not fit the session, or not each other.</summary>
    public static (CheckoutPlan? Plan, IResult? Problem) Of(CheckoutRequest request, SessionStanding standing)
    {
        var paid = request.Of(_ => true).Sum(payment => (decimal)payment.Amount.GetValueOrDefault());
        if (paid != standing.Totals.Total)
        {
            return (null, DeliverectProblem.Unprocessable(
                "payment_amount_mismatch",
                "Total of payments does not match basket payment total",
                ("paymentsTotal", paid),
                ("basketTotal", standing.Totals.Total)));
        }

        var ours = request.Of(payment => payment.IsOurs()).ToList();
        var elsewhere = request.Of(payment => !payment.IsOurs()).ToList();
        if (ours is [])
        {
            var isPrepaid = elsewhere.TrueForAll(payment => payment.IsPrepaid is true);
            return (new CheckoutPlan(PaymentChannel.External, isPrepaid, PaidElsewhere: 0, ReturnUrl: null), null);
        }

        return ours.Count == 1 && elsewhere.TrueForAll(payment => payment.IsPrepaid is true)
            ? (new CheckoutPlan(
                CheckoutRequestValidator.ChannelOf(ours[0].Metadata?.Channel),
                IsPrepaid: false,
                elsewhere.Sum(payment => payment.Amount.GetValueOrDefault()),
                ours[0].Metadata?.ReturnUrl), null)
            : (null, DeliverectProblem.Unprocessable(
                "payment_combination_not_supported", "Beside one payment by dpay all others must be prepaid."));
    }
}
