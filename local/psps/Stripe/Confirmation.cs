using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>How a confirmation is to go.</summary>
/// <param name="ReturnUrl">Where the shopper comes back to after a challenge.</param>
/// <param name="MayChallenge">False when the shopper is not there (<c>off_session</c>, <c>error_on_requires_action</c>).</param>
/// <param name="PublicUrl">Address of the access control server.</param>
internal sealed record ConfirmationOptions(string? ReturnUrl, bool MayChallenge, string PublicUrl)
{
    /// <summary>Reads the options of a request.</summary>
    /// <returns>The options.</returns>
    public static ConfirmationOptions Read(StripeRequest request) => new(
        request.Form.Url("return_url"),
        !request.Form.Flag("off_session") && !request.Form.Flag("error_on_requires_action"),
        request.PublicUrl);
}

/// <summary>An attempt to pay: asks the issuer and writes down what it says.</summary>
internal static class Confirmation
{
    /// <summary>Tries to pay.</summary>
    /// <param name="ledger">The transaction.</param>
    /// <param name="intent">What is to be paid.</param>
    /// <param name="method">What pays.</param>
    /// <param name="options">How.</param>
    /// <returns>The payment, or 402 when the issuer refuses.</returns>
    public static StripeAnswer Confirm(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method, ConfirmationOptions options)
    {
        var behaviour = method.Card.Behaviour;
        var attempt = intent with { PaymentMethod = method.Id, LastPaymentError = null, NextAction = null };
        if (Declines.AtAuthorisation(behaviour) is { } refusal)
        {
            return Decline(ledger, attempt, method, refusal);
        }

        return behaviour switch
        {
            CardBehaviour.Challenges when !options.MayChallenge => Decline(ledger, attempt, method, Declines.AuthenticationRequired),
            CardBehaviour.Challenges => Challenge(ledger, attempt, method, options),
            CardBehaviour.FailsAtCapture when !IsManual(intent) => Decline(ledger, attempt, method, Declines.Generic),
            CardBehaviour.AnswersLate => StripeAnswer.Ok(Authorise(ledger, attempt, method)) with { IsHeldBack = true },
            _ => StripeAnswer.Ok(Authorise(ledger, attempt, method)),
        };
    }

    /// <summary>The issuer holds the amount; without manual capture it is taken at once.</summary>
    /// <returns>The payment as saved.</returns>
    public static PaymentIntent Authorise(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method)
    {
        var authorised = intent with { LatestCharge = StripeId.New("ch"), NextAction = null };
        ledger.Entries.Append(intent.Id, EntryKind.Authorized, intent.Amount);
        if (IsManual(intent))
        {
            authorised = authorised with { Status = PaymentIntentStatus.RequiresCapture, AmountCapturable = intent.Amount };
        }
        else
        {
            ledger.Entries.Append(intent.Id, EntryKind.Captured, intent.Amount);
            authorised = authorised with { Status = PaymentIntentStatus.Succeeded, AmountReceived = intent.Amount };
        }

        ledger.Documents.Save(method.Id, method.AfterUse(intent));
        ledger.SaveIntent(authorised);
        return authorised;
    }

    /// <summary>The attempt failed; the payment waits for another method.</summary>
    /// <returns>The payment as saved.</returns>
    public static PaymentIntent Fail(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod? method, StripeError error)
    {
        var failed = intent with
        {
            Status = PaymentIntentStatus.RequiresPaymentMethod,
            PaymentMethod = null,
            NextAction = null,
            LastPaymentError = error with { PaymentMethod = method?.ToObject(), Charge = intent.LatestCharge },
        };
        ledger.SaveIntent(failed);
        return failed;
    }

    private static StripeAnswer Decline(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method, StripeError refusal)
    {
        ledger.Entries.Append(intent.Id, EntryKind.Declined, intent.Amount);
        var failed = Fail(ledger, intent with { LatestCharge = StripeId.New("ch") }, method, refusal);
        var error = refusal with { Charge = failed.LatestCharge, PaymentIntent = failed, PaymentMethod = method.ToObject() };
        return new StripeAnswer(StatusCodes.Status402PaymentRequired, StripeJson.Write(new StripeErrorBody(error)));
    }

    private static StripeAnswer Challenge(
        LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method, ConfirmationOptions options)
    {
        var returnUrl = options.ReturnUrl
            ?? throw StripeException.Parameter("parameter_missing", "return_url", "This card needs authentication: send return_url.");
        var challenge = new Challenge(
            StripeId.New("acs"), intent.Id, method.Id, returnUrl, method.Card.Brand, method.Card.LastFour, intent.Amount, intent.Currency);
        ledger.Documents.Save(challenge.Id, challenge);
        ledger.Entries.Append(intent.Id, EntryKind.ChallengeRequested, intent.Amount);
        var waiting = intent with
        {
            Status = PaymentIntentStatus.RequiresAction,
            NextAction = new NextAction("redirect_to_url", new RedirectToUrl(returnUrl, $"{options.PublicUrl}/acs/{challenge.Id}")),
        };
        ledger.SaveIntent(waiting);
        return StripeAnswer.Ok(waiting);
    }

    private static bool IsManual(PaymentIntent intent) => string.Equals(intent.CaptureMethod, "manual", StringComparison.Ordinal);
}
