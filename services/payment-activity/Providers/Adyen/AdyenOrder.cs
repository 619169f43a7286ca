using System.Text.Json.Serialization;
using Checkout.Contracts;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>
/// All that Adyen has said about one order, in answers and in notifications; state key <c>adyen-{trackingNumber}</c>. Adyen cannot be asked
/// where a payment stands, so this is what there is to know. It comes to the same whatever order the words came in, and however often.
/// </summary>
/// <param name="Payments">By Adyen's reference.</param>
/// <param name="Modifications">By Adyen's reference.</param>
internal sealed record AdyenOrder(IReadOnlyList<AdyenPaymentFacts> Payments, IReadOnlyList<AdyenModification> Modifications)
{
    public static AdyenOrder Empty { get; } = new([], []);

    /// <summary>
    /// The payment meant: by Adyen's reference, by the attempt that it answered, or the one known from a notification alone, which does not
    /// say its attempt. That is the attempt asked for: each one before it has been refused, and so was found, and has its payment.
    /// </summary>
    public AdyenPaymentFacts? Find(ProviderReference reference)
    {
        var found = reference.PspReference is { } id
            ? Payments.FirstOrDefault(payment => payment.Is(id))
            : Payments.FirstOrDefault(payment => payment.Attempt == reference.Attempt)
                ?? Payments.FirstOrDefault(payment => payment.Attempt is null);
        return found?.ContinuedAs is { } next ? Payments.FirstOrDefault(payment => payment.Is(next)) ?? found : found;
    }

    /// <summary>The captures of a payment.</summary>
    public List<AdyenModification> CapturesOf(AdyenPaymentFacts payment) =>
        [.. Modifications.Where(it => it.Kind is AdyenModificationKind.Capture && payment.Is(it.Payment))];

    /// <summary>What gave a payment back, or the latest that tried to; null when nothing did.</summary>
    public AdyenModification? UndoOf(AdyenPaymentFacts payment)
    {
        var undos = Modifications.Where(it => it.Kind is not AdyenModificationKind.Capture && payment.Is(it.Payment)).ToList();
        return undos.Find(undo => undo.Success is true) ?? undos.LastOrDefault();
    }

    /// <summary>Whether money is held or taken, or still may be.</summary>
    public bool IsOpen(AdyenPaymentFacts payment) =>
        payment.ContinuedAs is null && !AdyenResultCodes.HoldsNothing(payment.ResultCode) && UndoOf(payment) is not { Success: true };

    /// <summary>Takes in what was said about a payment. The same instance comes back when nothing is new.</summary>
    public AdyenOrder Learn(AdyenPaymentFacts payment)
    {
        var known = Payments.FirstOrDefault(it => it.Is(payment.PspReference));
        var learnt = known?.Learn(payment) ?? payment;
        return learnt == known ? this : this with { Payments = [.. Payments.Where(it => it != known), learnt] };
    }

    /// <summary>Takes in what was said about a modification. The same instance comes back when nothing is new.</summary>
    public AdyenOrder Learn(AdyenModification modification)
    {
        var known = Modifications.FirstOrDefault(it => string.Equals(it.PspReference, modification.PspReference, StringComparison.Ordinal));
        var learnt = known?.Learn(modification) ?? modification;
        return learnt == known ? this : this with { Modifications = [.. Modifications.Where(it => it != known), learnt] };
    }
}

/// <summary>What is known of one payment.</summary>
/// <param name="PspReference">Adyen's reference.</param>
/// <param name="Attempt">The authorisation that it answered; null when only a notification told of it.</param>
/// <param name="ResultCode">The one that leads furthest; a final one stays.</param>
/// <param name="RefusalReasonCode">Why it was refused.</param>
/// <param name="Step">The latest that the shopper has to do.</param>
/// <param name="MethodToken">The stored card, see <see cref="AdyenToken"/>.</param>
/// <param name="Amount">What it is about.</param>
/// <param name="ContinuedAs">The payment under which Adyen went on after a challenge, when it gave it a reference of its own.</param>
/// <param name="Held">What Adyen says that it has authorised; of several amounts the smallest.</param>
/// <param name="TakenAtOnce">Whether its authorisation has taken the money already, see <see cref="AdyenChannels.IsTakenAtOnce"/>.</param>
internal sealed record AdyenPaymentFacts(
    string PspReference,
    int? Attempt = null,
    string? ResultCode = null,
    string? RefusalReasonCode = null,
    AdyenStep? Step = null,
    string? MethodToken = null,
    Money? Amount = null,
    string? ContinuedAs = null,
    Money? Held = null,
    bool TakenAtOnce = false)
{
    /// <summary>What the payment waits for the shopper to do; null when it does not wait, or in a way that is of no use to us.</summary>
    [JsonIgnore]
    public AdyenStep? Awaited => Step is { } step && string.Equals(step.ResultCode, ResultCode, StringComparison.Ordinal) ? step : null;

    public bool Is(string? pspReference) => string.Equals(PspReference, pspReference, StringComparison.Ordinal);

    /// <summary>What both say together.</summary>
    public AdyenPaymentFacts Learn(AdyenPaymentFacts other) => this with
    {
        Attempt = Attempt ?? other.Attempt,
        ResultCode = AdyenResultCodes.Rank(other.ResultCode) > AdyenResultCodes.Rank(ResultCode) ? other.ResultCode : ResultCode,
        RefusalReasonCode = RefusalReasonCode ?? other.RefusalReasonCode,
        Step = Step is null || other.Step?.Rank > Step.Rank ? other.Step : Step,
        MethodToken = MethodToken ?? other.MethodToken,
        Amount = Amount ?? other.Amount,
        ContinuedAs = ContinuedAs ?? other.ContinuedAs,
        Held = Held is null || other.Held?.MinorUnits < Held.MinorUnits ? other.Held : Held,
        TakenAtOnce = TakenAtOnce || other.TakenAtOnce,
    };
}

/// <summary>What a modification is to do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdyenModificationKind>))]
internal enum AdyenModificationKind
{
    /// <summary>Takes the amount.</summary>
    Capture,

    /// <summary>Gives taken money back.</summary>
    Refund,

    /// <summary>Refunds or cancels, whichever is right.</summary>
    Reversal,

    /// <summary>Ends what was not taken.</summary>
    Cancel,
}

/// <summary>What is known of one modification.</summary>
/// <param name="PspReference">Adyen's reference of it.</param>
/// <param name="Kind">What it is to do.</param>
/// <param name="Payment">Adyen's reference of the payment; null for a cancel by our own reference until Adyen names the payment.</param>
/// <param name="Number">Our number of it, once its answer was seen.</param>
/// <param name="Success">How it ended; null until a notification told.</param>
/// <param name="Refunded">Whether a reversal gave taken money back.</param>
internal sealed record AdyenModification(
    string PspReference,
    AdyenModificationKind Kind,
    string? Payment,
    int? Number = null,
    bool? Success = null,
    bool Refunded = false)
{
    /// <summary>What a capture has taken, once a notification told.</summary>
    public Money? Amount { get; init; }

    /// <summary>What both say together; a failure comes after a success, never before it.</summary>
    public AdyenModification Learn(AdyenModification other) => this with
    {
        Payment = Payment ?? other.Payment,
        Number = Number ?? other.Number,
        Success = Success is null || other.Success is null ? Success ?? other.Success : Success.Value && other.Success.Value,
        Refunded = Refunded || other.Refunded,
        Amount = Amount ?? other.Amount,
    };
}
