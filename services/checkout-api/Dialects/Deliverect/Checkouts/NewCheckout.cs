using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Dialects.Deliverect.Baskets;
using Checkout.Api.Requests;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>Checks baskets out. The same request once more is the same checkout, as long as its payment was not refused.</summary>
internal sealed class NewCheckout(
    SessionReader sessions,
    SessionBook book,
    OrderNumbers numbers,
    PaymentNames names,
    CheckoutPayments payments,
    RequestFingerprint fingerprint,
    TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The session afterwards, or the answer to a checkout that cannot be made.</summary>
    /// <param name="call">Who calls, and with what.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<(SessionStanding? Standing, IResult? Problem)> MakeAsync(CheckoutCall call, CancellationToken cancellationToken)
    {
        var basketId = call.Request.Basket!.Id!;
        if (await sessions.FindAsync(call.TenantId, basketId, cancellationToken) is not { } standing)
        {
            return (null, DeliverectProblem.Unprocessable("basket_not_found", "There is no such basket.", ("basketId", basketId)));
        }

        var print = await fingerprint.OfAsync(call.Body.Canonical, cancellationToken);
        var notes = BasketView.NotesOf(standing.Session, call.Account);
        if (notes.Checkout is { } earlier && IsSame(earlier, print, standing))
        {
            return (standing, null);
        }

        standing = await sessions.UndoneAsync(standing, Patience, cancellationToken);
        if (NotPayable(standing) is { } notPayable)
        {
            return (null, notPayable);
        }

        var (plan, problem) = CheckoutPlan.Of(call.Request, standing);
        problem ??= await payments.UnusableAsync(plan!, standing.Session, cancellationToken);
        if (plan is null || problem is not null)
        {
            return (null, problem);
        }

        var (checkout, taken) = await DecideAsync(call, plan, standing, notes, print, cancellationToken);
        if (checkout is null)
        {
            return (null, taken);
        }

        var decided = await book.TryChangeAsync(
            standing.Session,
            session => (session with
            {
                ReferenceId = checkout.ChannelOrderId,
                PaidElsewhere = plan.PaidElsewhere,
                ShopUrl = plan.ReturnUrl ?? session.ShopUrl,
            }).WithExtension(DeliverectNotes.Dialect, notes with { Checkout = checkout }),
            cancellationToken);
        return decided is null
            ? (null, DeliverectProblem.Conflict("conflict", "A concurrent update to the basket was detected."))
            : await payments.BeginAsync(
                plan, checkout, await sessions.StandingAsync(decided, cancellationToken), call.CheckoutUrl, cancellationToken);
    }

    private async Task<(CheckoutNotes? Checkout, IResult? Problem)> DecideAsync(
        CheckoutCall call,
        CheckoutPlan plan,
        SessionStanding standing,
        DeliverectNotes notes,
        string print,
        CancellationToken cancellationToken)
    {
        var order = call.Request.Order;
        var number = order?.ChannelOrderId ?? notes.Checkout?.ChannelOrderId ?? DeliverectId.New();
        if (!await numbers.TryTakeAsync(number, standing.Session, notes.Fulfillment, cancellationToken))
        {
            return (null, DeliverectProblem.Unprocessable(
                "duplicate_channel_order_id", "The channelOrderId was used before.", ("channelOrderId", number)));
        }

        var paymentId = DeliverectId.New();
        if (plan.IsExternal)
        {
            await names.RememberAsync(standing.Session, paymentId, cancellationToken);
        }

        return (new CheckoutNotes(
            paymentId,
            standing.Session.Attempts.Count + 1,
            plan.IsByPage,
            plan.IsExternal,
            number,
            order?.ChannelOrderDisplayId ?? CheckoutView.DisplayId(number),
            print,
            notes.Checkout?.CreatedAt ?? time.GetUtcNow(),
            notes.Checkout is { } before ? [.. before.EarlierPaymentIds, before.PaymentId] : []), null);
    }

    // One that a crash has left without its payment is made again; one that was refused may be paid again.
    private static bool IsSame(CheckoutNotes earlier, string print, SessionStanding standing) =>
        string.Equals(earlier.Fingerprint, print, StringComparison.Ordinal)
        && standing.Stage is not SessionStage.Declined
        && (earlier.IsByPage || standing.Session.Attempts.Count >= earlier.Attempt);

    private static IResult? NotPayable(SessionStanding standing) => standing switch
    {
        { Stage: SessionStage.Declined, Attempt.Progress.Phase: CheckoutPhase.Undoing } => CheckoutPayments.StillUndoing(),
        { Stage: SessionStage.Ready or SessionStage.Declined } => null,
        { Stage: SessionStage.Incomplete } when standing.Gaps.Contains(SessionGap.Items) =>
            Unpayable("basket_empty", "The basket is empty."),
        { Stage: SessionStage.Incomplete } => Unpayable("fulfillment_incomplete", "The basket needs an address to be delivered to."),
        { Stage: SessionStage.Expired } => Unpayable("basket_expired", "The basket is too old."),
        _ => Unpayable("basket_not_open", "The basket was checked out before."),
    };

    private static IResult Unpayable(string code, string message) => DeliverectProblem.Unprocessable(code, message);
}

/// <summary>A call of <c>POST …/v2/checkouts</c>.</summary>
/// <param name="TenantId">Who calls.</param>
/// <param name="Account">The account as the caller writes it.</param>
/// <param name="Body">The request as it was read.</param>
/// <param name="CheckoutUrl">URL below which orders have their URLs.</param>
internal sealed record CheckoutCall(string TenantId, string Account, ReadRequest<CheckoutRequest> Body, string CheckoutUrl)
{
    /// <summary>The request.</summary>
    public CheckoutRequest Request => Body.Value!;
}
