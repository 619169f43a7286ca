using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>Stripe PaymentIntents: held for our capture where the method can be, taken at once where it cannot.</summary>
internal sealed class StripeProvider(
    StripeApi api, StripeStoredCards cards, StripeNotifications notifications, StripeOptions options) : IPaymentProvider
{
    public const string Name = "stripe";

    private const string Intents = "/v1/payment_intents";

    public string Identifier => Name;

    public bool Takes(PaymentChannel channel, string currency) => StripeChannels.Takes(channel, currency);

    /// <summary>Stripe's shared payment tokens.</summary>
    public bool Redeems(string grantedToken) => grantedToken.StartsWith("spt_", StringComparison.Ordinal);

    public TimeSpan SearchDelay => options.SearchDelay;

    /// <summary>Stripe keeps idempotency keys for at least 24 hours (docs.stripe.com/api/idempotent_requests).</summary>
    public TimeSpan RepeatableFor { get; } = TimeSpan.FromHours(23);

    /// <summary>An amount that Stripe cannot be asked for exactly is refused here, before anything is sent.</summary>
    public async Task<ProviderAnswer> AuthorizeAsync(ProviderAuthorization authorization, CancellationToken cancellationToken)
    {
        if (StripeAmounts.Of(authorization.Amount) is not { } amount)
        {
            return ProviderAnswer.Declined(ReasonCodes.NotSupported);
        }

        string? customer = null;
        if (authorization.KeepMethod)
        {
            var created = await cards.CreateCustomerAsync($"{authorization.TrackingNumber}:customer", cancellationToken);
            if (created.Body is null)
            {
                return StripeAnswers.Without(created);
            }

            customer = created.Body.Id;
        }

        return StripeAnswers.From(await api.PostAsync<StripePaymentIntent>(
            "authorize",
            Intents,
            StripeForms.Authorize(authorization, amount, customer),
            $"{authorization.TrackingNumber}:authorize:{authorization.Attempt}",
            cancellationToken));
    }

    public Task<ProviderMethod> KeepAsync(CardData card, CancellationToken cancellationToken) => cards.KeepAsync(card, cancellationToken);

    /// <summary>The return of the browser is only a hint: what counts is what Stripe says when asked.</summary>
    public Task<ProviderAnswer> ConfirmAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        InquireAsync(payment, cancellationToken);

    public async Task<ProviderAnswer> InquireAsync(ProviderReference payment, CancellationToken cancellationToken)
    {
        var found = await FindAsync(payment, cancellationToken);
        if (found.Body is not { } intents)
        {
            return ProviderAnswer.Unknown(found.UnknownReason);
        }

        var intent = intents.Find(candidate => IsMeant(candidate, payment));
        return intent is null ? new ProviderAnswer(new PaymentResult(PaymentStatus.NotFound)) : StripeAnswers.From(intent);
    }

    public async Task<ProviderAnswer> CaptureAsync(
        ProviderReference payment, Money amount, int number, CancellationToken cancellationToken)
    {
        if (StripeAmounts.Of(amount) is not { } asked)
        {
            return ProviderAnswer.Declined(ReasonCodes.CaptureFailed, payment.PspReference);
        }

        var reply = await api.PostAsync<StripePaymentIntent>(
            "capture",
            $"{Intents}/{payment.PspReference}/capture",
            StripeForms.Capture(asked),
            $"{payment.TrackingNumber}:capture:{number}",
            cancellationToken);
        if (!reply.Refused)
        {
            return StripeAnswers.From(reply);
        }

        // A refusal may also mean that an earlier capture, whose answer was lost, had succeeded.
        var standing = await InquireAsync(payment, cancellationToken);
        return standing.Status is PaymentStatus.Captured or PaymentStatus.Unknown
            ? standing with { NumberSpent = true }
            : ProviderAnswer.Declined(ReasonCodes.CaptureFailed, payment.PspReference) with { NumberSpent = true };
    }

    public async Task<ProviderReversal> ReverseAsync(ProviderReference payment, int number, CancellationToken cancellationToken)
    {
        var found = await FindAsync(payment, cancellationToken);
        if (found.Body is not { } intents)
        {
            return new ProviderReversal(Confirmed: false, ReversalKinds.Nothing);
        }

        var open = intents.Find(StripeReversal.IsOpen);
        if (open is null)
        {
            var cancelled = intents.Find(intent => intent.Status is StripePaymentIntent.Canceled && IsMeant(intent, payment));
            return cancelled is null
                ? new ProviderReversal(Confirmed: true, ReversalKinds.Nothing)
                : new ProviderReversal(Confirmed: true, ReversalKinds.Cancelled, cancelled.Id);
        }

        var reversal = await new StripeReversal(api, payment.TrackingNumber, number).ReverseAsync(open, cancellationToken);
        // A search may show a payment of another attempt first. The next try, with its own key, then looks for the one that is meant.
        return IsMeant(open, payment) ? reversal : reversal with { Confirmed = false, NumberSpent = true };
    }

    public Task<IReadOnlyList<ProviderEvent>?> TakeNotificationAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        notifications.TakeAsync(message, cancellationToken);

    private async Task<StripeReply<List<StripePaymentIntent>>> FindAsync(ProviderReference payment, CancellationToken cancellationToken)
    {
        if (payment.PspReference is { } id)
        {
            var one = await api.GetAsync<StripePaymentIntent>("retrieve", $"{Intents}/{id}?expand[]=latest_charge", cancellationToken);
            return one.Status == 404 && one.Error?.Code is StripeError.ResourceMissing
                ? new([], Status: one.Status)
                : new(one.Body is null ? null : [one.Body], one.Error, one.Status, one.TimedOut);
        }

        // The tracking number holds no quote; see Identifier.
        var query = Uri.EscapeDataString($"metadata['{StripeForms.TrackingNumberKey}']:'{payment.TrackingNumber}'");
        var many = await api.GetAsync<StripeList<StripePaymentIntent>>(
            "search", $"{Intents}/search?query={query}&limit=100&expand[]=data.latest_charge", cancellationToken);
        return new(many.Body?.Data, many.Error, many.Status, many.TimedOut);
    }

    private static bool IsMeant(StripePaymentIntent intent, ProviderReference payment) =>
        payment.PspReference is { } id
            ? string.Equals(intent.Id, id, StringComparison.Ordinal)
            : string.Equals(
                intent.Metadata?.GetValueOrDefault(StripeForms.AttemptKey), StripeForms.Number(payment.Attempt), StringComparison.Ordinal);
}
