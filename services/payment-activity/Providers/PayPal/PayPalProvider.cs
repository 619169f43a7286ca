using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// PayPal (Orders v2, Payments v2): the buyer approves an order on PayPal's page, then it is authorised, captured or voided from here. An
/// order shows all that became of it, so it is what an inquiry asks for; orders cannot be searched for. One whose creation was not
/// answered is known to nobody else and holds nothing: it is made again under its request id, or left to expire.
/// </summary>
internal sealed class PayPalProvider(
    PayPalApi api, PayPalApprovals approvals, PayPalNotifications notifications, PayPalReversals reversals, PayPalOptions options)
    : IPaymentProvider
{
    public const string Name = "paypal";

    /// <summary>Path of the orders.</summary>
    public const string Orders = "/v2/checkout/orders";

    public string Identifier => Name;

    public TimeSpan SearchDelay => options.SettleDelay;

    /// <summary>Request ids of orders live for six hours.</summary>
    public TimeSpan RepeatableFor { get; } = TimeSpan.FromHours(5.5);

    public bool Takes(PaymentChannel channel, string currency) => channel is PaymentChannel.PayPal && PayPalMoney.Takes(currency);

    public async Task<ProviderAnswer> AuthorizeAsync(ProviderAuthorization authorization, CancellationToken cancellationToken)
    {
        var reply = await api.PostAsync<PayPalOrder>(
            "create",
            Orders,
            PayPalRequests.Create(authorization),
            $"{authorization.TrackingNumber}:order:{authorization.Attempt}",
            cancellationToken);
        return reply switch
        {
            { Body: { Id: { } id } order } => PayPalAnswers.From(order, id),
            { Unauthorized: true } => ProviderAnswer.Declined(ReasonCodes.ProviderError),
            _ => PayPalAnswers.Without(reply),
        };
    }

    /// <summary>A wallet pays with its owner's approval of each order; nothing of it is kept.</summary>
    public Task<ProviderMethod> KeepAsync(CardData card, CancellationToken cancellationToken) =>
        Task.FromResult(new ProviderMethod(null, ReasonCodes.NotSupported));

    public Task<ProviderAnswer> ConfirmAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        InquireAsync(payment, cancellationToken);

    /// <summary>
    /// What the order shows. One that the buyer has approved is authorised first, whether the browser came back or only a notification
    /// told of it.
    /// </summary>
    public async Task<ProviderAnswer> InquireAsync(ProviderReference payment, CancellationToken cancellationToken)
    {
        if (payment.PspReference is not { } id)
        {
            return ProviderAnswer.Unknown(PaymentResult.AskByRepeating);
        }

        var reply = await ReadAsync(id, cancellationToken);
        return reply switch
        {
            { Body: { Authorization: null } order } => await ContinueAsync(payment, order, id, cancellationToken),
            { Body: { } order } => PayPalAnswers.From(order, id),
            { NotFound: true } => await GoneAsync(payment, id, cancellationToken),
            _ => ProviderAnswer.Unknown(reply.UnknownReason),
        };
    }

    public async Task<ProviderAnswer> CaptureAsync(
        ProviderReference payment, Money amount, int number, CancellationToken cancellationToken)
    {
        if (payment.PspReference is not { } id)
        {
            return ProviderAnswer.Unknown(PaymentResult.AskByRepeating);
        }

        var standing = await ReadAsync(id, cancellationToken);
        if (standing.Body is not { } order)
        {
            return ProviderAnswer.Unknown(standing.UnknownReason);
        }

        var known = PayPalAnswers.From(order, id);
        if (known.Status is not PaymentStatus.Authorized || order.Authorization?.Id is not { } authorization)
        {
            return known;
        }

        if (order.Captures.Any(capture => capture.HasFailed))
        {
            return Failed(id);
        }

        var reply = await api.PostAsync<PayPalPayment>(
            "capture",
            $"/v2/payments/authorizations/{authorization}/capture",
            PayPalRequests.Capture(amount),
            $"{payment.TrackingNumber}:capture:{number}",
            cancellationToken);
        return reply switch
        {
            { Body.HasFailed: true } => Failed(id),
            { Body: { } capture } => PayPalAnswers.From(order.With(capture), id),
            { Refused: true } => await RefusedAsync(payment, id, reply.Error, cancellationToken),
            _ => ProviderAnswer.Unknown(reply.UnknownReason),
        };
    }

    public Task<ProviderReversal> ReverseAsync(ProviderReference payment, int number, CancellationToken cancellationToken) =>
        reversals.ReverseAsync(payment, number, cancellationToken);

    public Task<IReadOnlyList<ProviderEvent>?> TakeNotificationAsync(
        NotificationMessage message, CancellationToken cancellationToken) => notifications.TakeAsync(message, cancellationToken);

    private Task<PayPalReply<PayPalOrder>> ReadAsync(string id, CancellationToken cancellationToken) =>
        api.GetAsync<PayPalOrder>("retrieve", $"{Orders}/{id}", cancellationToken);

    /// <summary>Goes on with an order that is not authorised: by the buyer's approval, or by the way back for those who cancel.</summary>
    private async Task<ProviderAnswer> ContinueAsync(
        ProviderReference payment, PayPalOrder order, string id, CancellationToken cancellationToken)
    {
        var isApproved = order.Status is PayPalOrder.Approved;
        var isCancelled = !isApproved && payment.Returned?.RedirectResult is PayPalRequests.Cancelled;
        var approval = isApproved ? await approvals.IntendAsync(payment.TrackingNumber, cancellationToken)
            : isCancelled
                ? await approvals.CloseIdleAsync(payment.TrackingNumber, ReasonCodes.ShopperCancelled, cancellationToken)
                : await approvals.ReadAsync(payment.TrackingNumber, cancellationToken);
        if (approval is { Closed: { } reasonCode, UnderWay: 0 })
        {
            return ProviderAnswer.Declined(reasonCode, id);
        }

        if (approval.Closed is not null)
        {
            // An authorisation was sent before it was closed; the order does not show what became of it.
            return ProviderAnswer.Unknown(ReasonCodes.PspNotYetFound);
        }

        return isApproved ? await HoldAsync(payment, id, cancellationToken) : PayPalAnswers.From(order, id);
    }

    private async Task<ProviderAnswer> HoldAsync(ProviderReference payment, string id, CancellationToken cancellationToken)
    {
        var reply = await api.PostAsync<PayPalOrder>(
            "authorize",
            $"{Orders}/{id}/authorize",
            PayPalRequests.Empty,
            $"{payment.TrackingNumber}:authorize:{payment.Attempt}",
            cancellationToken);
        if (reply.Body is { } order)
        {
            return PayPalAnswers.From(order, id);
        }

        if (reply is not { Refused: true, Error.Issue: PayPalError.AlreadyAuthorized or PayPalError.NotApproved })
        {
            if (reply.Refused)
            {
                await approvals.RefusedAsync(payment.TrackingNumber, cancellationToken);
            }

            return PayPalAnswers.Without(reply, id);
        }

        // Another call was faster, or PayPal's machines do not agree yet: what counts is what the order shows.
        var standing = await ReadAsync(id, cancellationToken);
        return standing.Body is { Authorization: not null } now
            ? PayPalAnswers.From(now, id)
            : ProviderAnswer.Unknown(standing.Body is null ? standing.UnknownReason : ReasonCodes.PspNotYetFound);
    }

    /// <summary>An order that nobody has authorised expires after some hours: then it can be neither approved nor charged.</summary>
    private async Task<ProviderAnswer> GoneAsync(ProviderReference payment, string id, CancellationToken cancellationToken)
    {
        var approval = await approvals.CloseIdleAsync(payment.TrackingNumber, ReasonCodes.NotAuthorized, cancellationToken);
        return approval is { Closed: { } reasonCode, UnderWay: 0 }
            ? ProviderAnswer.Declined(reasonCode, id)
            : ProviderAnswer.Unknown(ReasonCodes.PspNotYetFound);
    }

    /// <summary>A refusal may also mean that an earlier capture, whose answer was lost, had succeeded.</summary>
    private async Task<ProviderAnswer> RefusedAsync(
        ProviderReference payment, string id, PayPalError? error, CancellationToken cancellationToken)
    {
        var standing = await InquireAsync(payment, cancellationToken);
        return standing.Status is PaymentStatus.Captured or PaymentStatus.Pending or PaymentStatus.Unknown
            ? standing with { NumberSpent = true }
            : Failed(id) with { Code = error?.Issue };
    }

    private static ProviderAnswer Failed(string id) =>
        ProviderAnswer.Declined(ReasonCodes.CaptureFailed, id) with { NumberSpent = true };
}
