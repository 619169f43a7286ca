using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

/// <summary>What the network does to a call.</summary>
public enum Fault
{
    None,
    RequestLost,
    RequestLate,
    AnswerLost,
}

/// <summary>What a PSP is, reduced to what money can do, with idempotency keys and a search that lags.</summary>
internal sealed class ModelPsp(
    TimeProvider time, PaymentStatus firstAnswer, string identifier = "stripe", string reasonCode = "CARD_DECLINED") : IPaymentProvider
{
    private readonly List<ModelPayment> payments = [];
    private readonly Dictionary<string, ProviderAnswer> answers = new(StringComparer.Ordinal);
    private readonly List<Action> late = [];

    private static ProviderAnswer Received => new(new PaymentResult(PaymentStatus.Pending));

    public string Identifier => identifier;

    public TimeSpan RepeatableFor { get; } = TimeSpan.FromHours(23);

    public bool Takes(PaymentChannel channel, string currency) => channel == Channel;

    public PaymentChannel Channel { get; init; }

    public TimeSpan SearchDelay { get; } = TimeSpan.FromSeconds(60);

    public Fault NextFault { get; set; }

    /// <summary>Runs while a call is under way, before the PSP has seen it.</summary>
    public Action? BeforeArrival { get; set; }

    /// <summary>Runs while a call is under way, after the PSP has done it.</summary>
    public Action? AfterArrival { get; set; }

    /// <summary>What the PSP says that it holds; null when it does not say.</summary>
    public Money? Held { get; set; }

    /// <summary>The token of the method that pays; null while the PSP does not tell it.</summary>
    public string? Token { get; set; } = "pm_model";

    /// <summary>A capture is received, and what came of it is told later.</summary>
    public bool KeepsCapturesPending { get; set; }

    public bool HoldsMoney => payments.Exists(payment => payment.IsOpen);

    public int OpenPayments => payments.Count(payment => payment.IsOpen);

    public int Captures => payments.Count(payment => payment.WasCaptured);

    public int Authorizations => payments.Count;

    public Task<ProviderAnswer> AuthorizeAsync(ProviderAuthorization authorization, CancellationToken cancellationToken) =>
        CallAsync(() => Once($"authorize:{authorization.Attempt}", () =>
        {
            var status = authorization.Authenticate ? PaymentStatus.ActionRequired : firstAnswer;
            var payment = new ModelPayment($"pi_{payments.Count}", authorization.Attempt, reasonCode, time.GetUtcNow())
            {
                Status = status, Amount = Held,
            };
            payments.Add(payment);
            return payment.ToAnswer(Token);
        }));

    public Task<IReadOnlyList<ProviderEvent>?> TakeNotificationAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProviderEvent>?>([]);

    public Task<ProviderMethod> KeepAsync(CardData card, CancellationToken cancellationToken) =>
        Task.FromResult(new ProviderMethod("pm_kept"));

    public Task<ProviderAnswer> ConfirmAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        InquireAsync(payment, cancellationToken);

    public Task<ProviderAnswer> InquireAsync(ProviderReference payment, CancellationToken cancellationToken) =>
        CallAsync(() => Find(payment)?.ToAnswer(Token) ?? new ProviderAnswer(new PaymentResult(PaymentStatus.NotFound)));

    public Task<ProviderAnswer> CaptureAsync(ProviderReference payment, Money amount, int number, CancellationToken cancellationToken) =>
        CallAsync(() => KeepsCapturesPending ? Received : Once($"capture:{number}", () =>
        {
            var found = Find(payment).ShouldNotBeNull();
            if (found.Status == PaymentStatus.Authorized)
            {
                found.Status = PaymentStatus.Captured;
                found.WasCaptured = true;
            }

            return found.Status == PaymentStatus.Captured
                ? found.ToAnswer(Token)
                : ProviderAnswer.Declined("CAPTURE_FAILED", found.Id) with { NumberSpent = true };
        }));

    public async Task<ProviderReversal> ReverseAsync(ProviderReference payment, int number, CancellationToken cancellationToken)
    {
        var result = new ProviderReversal(Confirmed: false, ReversalKinds.Nothing);
        await CallAsync(() =>
        {
            var found = Find(payment);
            result = new ProviderReversal(Confirmed: true, found is null ? ReversalKinds.Nothing : ReversalKinds.Voided, found?.Id);
            if (found is { Status: not PaymentStatus.Declined })
            {
                found.Status = PaymentStatus.Reversed;
            }

            return ProviderAnswer.Unknown("answered");
        }, () => result = new ProviderReversal(Confirmed: false, ReversalKinds.Nothing));
        return result;
    }

    /// <summary>The shopper ends a challenge.</summary>
    public void EndChallenge(bool passed)
    {
        foreach (var payment in payments.Where(payment => payment.Status == PaymentStatus.ActionRequired))
        {
            payment.Status = passed ? PaymentStatus.Authorized : PaymentStatus.Declined;
        }
    }

    /// <summary>What was taken is gone again, and nobody asked for it.</summary>
    public void TakeBack() => payments.ForEach(payment => payment.Status = PaymentStatus.Reversed);

    /// <summary>What was refused holds money after all.</summary>
    public void Revive() => payments.ForEach(payment => payment.Status = PaymentStatus.Authorized);

    /// <summary>The bank decides about what is pending.</summary>
    public void Settle(bool paid)
    {
        foreach (var payment in payments.Where(payment => payment.Status == PaymentStatus.Pending))
        {
            payment.Status = paid ? PaymentStatus.Captured : PaymentStatus.Declined;
            payment.WasCaptured = paid;
        }
    }

    /// <summary>What was late arrives now.</summary>
    public void DeliverLate()
    {
        late.ForEach(arrive => arrive());
        late.Clear();
    }

    private async Task<ProviderAnswer> CallAsync(Func<ProviderAnswer> arrive, Action? lost = null)
    {
        var fault = NextFault;
        NextFault = Fault.None;
        var (before, after) = (BeforeArrival, AfterArrival);
        (BeforeArrival, AfterArrival) = (null, null);
        before?.Invoke();
        var answer = fault is Fault.None or Fault.AnswerLost ? arrive() : null;
        after?.Invoke();
        if (fault == Fault.RequestLate)
        {
            late.Add(() => arrive());
        }

        await Task.CompletedTask;
        if (fault != Fault.None || answer is null)
        {
            lost?.Invoke();
            return ProviderAnswer.Unknown("PSP_TIMEOUT");
        }

        return answer;
    }

    private ProviderAnswer Once(string key, Func<ProviderAnswer> act)
    {
        if (!answers.TryGetValue(key, out var answer))
        {
            answers[key] = answer = act();
        }

        return answer;
    }

    private ModelPayment? Find(ProviderReference reference) => reference.PspReference is { } id
        ? payments.Find(payment => string.Equals(payment.Id, id, StringComparison.Ordinal))
        : payments.Find(payment => payment.Attempt == reference.Attempt && time.GetUtcNow() >= payment.CreatedAt + SearchDelay);

    private sealed class ModelPayment(string id, int attempt, string reasonCode, DateTimeOffset createdAt)
    {
        public string Id => id;

        public int Attempt => attempt;

        public DateTimeOffset CreatedAt => createdAt;

        public Money? Amount { get; init; }

        public PaymentStatus Status { get; set; }

        public bool WasCaptured { get; set; }

        public bool IsOpen => Status is PaymentStatus.ActionRequired or PaymentStatus.Authorized or PaymentStatus.Captured;

        public ProviderAnswer ToAnswer(string? token) => Status == PaymentStatus.Declined
            ? ProviderAnswer.Declined(reasonCode, Id)
            : new ProviderAnswer(new PaymentResult(
                Status, Id, Status == PaymentStatus.ActionRequired ? new PaymentAction(Id, "https://acs.example/1") : null), token, Amount: Amount);
    }
}
