using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>
/// Adyen Checkout (v72) with manual capture. Adyen can be asked for no payment's state, and answers captures, refunds and cancels with
/// <c>received</c> only; what became of them it tells by notification. So every answer and every notification is written down
/// (<see cref="AdyenBook"/>), an inquiry reads what is written, and what is not written is unknown. The one question that Adyen does answer
/// is a call repeated under its idempotency key.
/// </summary>
internal sealed class AdyenProvider(AdyenApi api, AdyenBook book, AdyenNotifications notifications, AdyenOptions options) : IPaymentProvider
{
    public const string Name = "adyen";

    private readonly AdyenRequests requests = new(options);

    public string Identifier => Name;

    public bool Takes(PaymentChannel channel, string currency) => AdyenChannels.Takes(channel, currency);

    /// <summary>There is no search, so that nothing is ever taken for absent.</summary>
    public TimeSpan SearchDelay => TimeSpan.Zero;

    /// <summary>Adyen keeps idempotency keys for at least a week (docs.adyen.com/development-resources/api-idempotency).</summary>
    public TimeSpan RepeatableFor { get; } = TimeSpan.FromHours(23);

    /// <summary>An amount that Adyen cannot be asked for exactly is refused here, before anything is sent.</summary>
    public async Task<ProviderAnswer> AuthorizeAsync(ProviderAuthorization authorization, CancellationToken cancellationToken)
    {
        if (AdyenAmounts.Of(authorization.Amount) is null)
        {
            return ProviderAnswer.Declined(ReasonCodes.NotSupported);
        }

        var reply = await api.PostAsync<AdyenPaymentResponse>(
            "authorize",
            "/payments",
            requests.Authorize(authorization),
            $"{authorization.TrackingNumber}:authorize:{authorization.Attempt}",
            cancellationToken);
        if (reply.Body is not { PspReference: { } id } response)
        {
            return AdyenAnswers.Without(reply);
        }

        var facts = FactsOf(response, id, authorization.Attempt, authorization.ReturnUrl) with
        {
            Amount = authorization.Amount,
            TakenAtOnce = AdyenChannels.IsTakenAtOnce(AdyenChannels.TypeOf(authorization.Channel)),
        };
        var order = await book.LearnAsync(authorization.TrackingNumber, facts, cancellationToken);
        return await GoOnAsync(order, new ProviderReference(authorization.TrackingNumber, authorization.Attempt, id), cancellationToken);
    }

    /// <summary>A card whose issuer wants to see the shopper first cannot be kept without a purchase.</summary>
    public async Task<ProviderMethod> KeepAsync(CardData card, CancellationToken cancellationToken)
    {
        var reference = $"{AdyenNotifications.KeptCard}{Guid.NewGuid():N}";
        var reply = await api.PostAsync<AdyenPaymentResponse>(
            "keep", "/payments", requests.Keep(card, reference), reference, cancellationToken);
        return reply switch
        {
            { Body: { ResultCode: AdyenResultCodes.Authorised } response } => AdyenToken.Of(response.AdditionalData) is { } token
                ? new ProviderMethod(token)
                : new ProviderMethod(null, ReasonCodes.ProviderError),
            { Body.ResultCode: AdyenResultCodes.RedirectShopper } => new ProviderMethod(null, ReasonCodes.AuthenticationFailed),
            { Body: { } response } => new ProviderMethod(null, AdyenRefusals.ReasonOf(response.RefusalReasonCode)),
            { Refused: true } => new ProviderMethod(null, AdyenAnswers.ReasonOf(reply.Error)),
            _ => new ProviderMethod(null, reply.UnknownReason),
        };
    }

    public Task<ProviderAnswer> ConfirmAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        InquireAsync(payment, cancellationToken);

    /// <summary>What is written down. A challenge that the shopper is back from goes on first, and again if its answer was lost.</summary>
    public async Task<ProviderAnswer> InquireAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        await GoOnAsync(await ReadAsync(payment, cancellationToken), payment, cancellationToken);

    public async Task<ProviderAnswer> CaptureAsync(
        ProviderReference payment, Money amount, int number, CancellationToken cancellationToken)
    {
        var order = await ReadAsync(payment, cancellationToken);
        if (order.Find(payment) is not { } known)
        {
            return Standing(order, payment);
        }

        if (!known.TakenAtOnce && !order.CapturesOf(known).Exists(capture => capture.Number == number))
        {
            var key = $"{payment.TrackingNumber}:capture:{number}";
            var reply = await api.PostAsync<AdyenModificationResponse>(
                "capture", $"/payments/{known.PspReference}/captures", requests.Amount(amount, key), key, cancellationToken);
            if (reply.Body is not { PspReference: { } id })
            {
                return reply.Refused ? Failed(known) : ProviderAnswer.Unknown(reply.UnknownReason);
            }

            order = await book.LearnAsync(
                payment.TrackingNumber,
                new AdyenModification(id, AdyenModificationKind.Capture, known.PspReference, number),
                cancellationToken);
        }

        var standing = Standing(order, payment);
        return standing.Status is PaymentStatus.Authorized ? Failed(known) : standing;
    }

    public Task<ProviderReversal> ReverseAsync(ProviderReference payment, int number, CancellationToken cancellationToken) =>
        new AdyenReversal(api, book, requests, payment, number).ReverseAsync(cancellationToken);

    public Task<IReadOnlyList<ProviderEvent>?> TakeNotificationAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        notifications.TakeAsync(message, cancellationToken);

    private async Task<ProviderAnswer> GoOnAsync(AdyenOrder order, ProviderReference payment, CancellationToken cancellationToken) =>
        order.Find(payment) is { Awaited: { } step } waiting
        && order.IsOpen(waiting)
        && AdyenReturns.Of(step, payment.Returned) is { } returns
            ? await ContinueAsync(payment, waiting, returns, cancellationToken)
            : Standing(order, payment);

    private async Task<ProviderAnswer> ContinueAsync(
        ProviderReference payment, AdyenPaymentFacts challenged, AdyenReturns returns, CancellationToken cancellationToken)
    {
        var reply = await api.PostAsync<AdyenPaymentResponse>(
            "confirm",
            "/payments/details",
            returns.ToRequest(),
            $"{payment.TrackingNumber}:confirm:{returns.Key}",
            cancellationToken);
        if (reply.Body is not { } response)
        {
            // A result that Adyen does not take changes nothing: the shopper may still come back with the right one.
            return reply.Refused
                ? Standing(await book.ReadAsync(payment.TrackingNumber, cancellationToken), payment)
                : ProviderAnswer.Unknown(reply.UnknownReason);
        }

        var id = response.PspReference ?? challenged.PspReference;
        var order = await book.LearnAsync(
            payment.TrackingNumber,
            FactsOf(response, id, challenged.Attempt, returnUrl: null) with
            {
                Amount = challenged.Amount, TakenAtOnce = challenged.TakenAtOnce,
            },
            cancellationToken);
        if (!challenged.Is(id))
        {
            order = await book.LearnAsync(payment.TrackingNumber, challenged with { ContinuedAs = id }, cancellationToken);
        }

        return Standing(order, payment with { PspReference = id });
    }

    /// <summary>
    /// What is written down. A payment that only a notification told of is put down to the attempt that asks for it, so that no later
    /// attempt takes it for its own.
    /// </summary>
    private async Task<AdyenOrder> ReadAsync(ProviderReference payment, CancellationToken cancellationToken)
    {
        var order = await book.ReadAsync(payment.TrackingNumber, cancellationToken);
        return order.Find(payment) is { Attempt: null } found
            ? await book.LearnAsync(
                payment.TrackingNumber, new AdyenPaymentFacts(found.PspReference, payment.Attempt), cancellationToken)
            : order;
    }

    private static ProviderAnswer Standing(AdyenOrder order, ProviderReference payment) => order.Find(payment) is { } known
        ? AdyenAnswers.From(known, order)
        : ProviderAnswer.Unknown(PaymentResult.AskByRepeating);

    private static ProviderAnswer Failed(AdyenPaymentFacts payment) =>
        ProviderAnswer.Declined(ReasonCodes.CaptureFailed, payment.PspReference) with { NumberSpent = true };

    private static AdyenPaymentFacts FactsOf(AdyenPaymentResponse response, string id, int? attempt, string? returnUrl) => new(
        id,
        attempt,
        response.ResultCode,
        response.RefusalReasonCode,
        AdyenStep.Of(response, returnUrl),
        AdyenToken.Of(response.AdditionalData),
        Held: AdyenResultCodes.HoldsMoney(response.ResultCode) ? AdyenAmounts.Read(response.Amount) : null);
}
