using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>How a confirmation is to go.</summary>
/// <param name="ReturnUrl">Where the shopper comes back to from another page.</param>
/// <param name="MayChallenge">False when the shopper is not there (<c>off_session</c>, <c>error_on_requires_action</c>).</param>
/// <param name="Authentication"><c>automatic</c>, <c>any</c> or <c>challenge</c>: whether the merchant wants 3-D Secure.</param>
/// <param name="HasMandate">Whether the payer has accepted a mandate.</param>
/// <param name="PublicUrl">Address of the access control server.</param>
internal sealed record ConfirmationOptions(
    string? ReturnUrl, bool MayChallenge, string Authentication, bool HasMandate, string PublicUrl)
{
    private const string Acceptance = "mandate_data[customer_acceptance]";

    /// <summary>Whether the issuer has to be asked for authentication.</summary>
    public bool WantsAuthentication => Authentication is "any" or "challenge";

    /// <summary>Reads the options of a request.</summary>
    /// <returns>The options.</returns>
    public static ConfirmationOptions Read(StripeRequest request)
    {
        var form = request.Form;
        return new(
            form.Url("return_url"),
            !form.Flag("off_session") && !form.Flag("error_on_requires_action"),
            form.Word("payment_method_options[card][request_three_d_secure]", "automatic", "any", "challenge") ?? "automatic",
            HasAcceptance(form),
            request.PublicUrl);
    }

    private static bool HasAcceptance(StripeForm form)
    {
        if (!form.Has(Acceptance))
        {
            return false;
        }

        form.Required($"{Acceptance}[type]");
        if (form.Word($"{Acceptance}[type]", "online", "offline") is "online")
        {
            form.Required($"{Acceptance}[online][ip_address]");
            form.Required($"{Acceptance}[online][user_agent]");
        }

        return true;
    }
}

/// <summary>An attempt to pay: asks the issuer, the bank or the shopper, and writes down what they say.</summary>
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
        PaymentMethodTypes.Check(intent, method);
        var attempt = intent with { PaymentMethod = method.Id, LastPaymentError = null, NextAction = null };
        return method.Type switch
        {
            PaymentMethodTypes.Card => ConfirmCard(ledger, attempt, method, options),
            PaymentMethodTypes.SepaDebit => DirectDebit.Submit(ledger, attempt, method, options),
            _ => ShopperAuthentication.Begin(ledger, attempt, method, options),
        };
    }

    /// <summary>The amount is held; without manual capture it is taken at once.</summary>
    /// <returns>The payment as saved.</returns>
    public static PaymentIntent Authorise(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method)
    {
        var authorised = intent with { LatestCharge = StripeId.New("ch"), NextAction = null };
        var held = method.Card?.Held(intent.Amount) ?? intent.Amount;
        ledger.Entries.Append(intent.Id, EntryKind.Authorized, held);
        ledger.Documents.Save(method.Id, method.AfterUse(intent));
        if (!intent.IsCapturedManually)
        {
            return Take(ledger, authorised, held);
        }

        authorised = authorised with { Status = PaymentIntentStatus.RequiresCapture, AmountCapturable = held };
        ledger.SaveIntent(authorised);
        ledger.Tell("payment_intent.amount_capturable_updated", authorised);
        return authorised;
    }

    /// <summary>The amount is taken.</summary>
    /// <returns>The payment as saved.</returns>
    public static PaymentIntent Take(LedgerTransaction ledger, PaymentIntent intent, long amount)
    {
        ledger.Entries.Append(intent.Id, EntryKind.Captured, amount);
        var taken = intent with { Status = PaymentIntentStatus.Succeeded, AmountCapturable = 0, AmountReceived = amount };
        ledger.SaveIntent(taken);
        ledger.Tell("payment_intent.succeeded", taken);
        return taken;
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
        ledger.Tell("payment_intent.payment_failed", failed);
        return failed;
    }

    private static StripeAnswer ConfirmCard(
        LedgerTransaction ledger, PaymentIntent attempt, PaymentMethod method, ConfirmationOptions options)
    {
        var behaviour = method.Behaviour;
        if (Declines.AtAuthorisation(behaviour) is { } refusal)
        {
            return Decline(ledger, attempt, method, refusal);
        }

        var challenged = behaviour is CardBehaviour.Challenges or CardBehaviour.ChallengesByForm
            || (behaviour is CardBehaviour.WantsAuthentication && options.WantsAuthentication)
            || options.Authentication is "challenge";
        return behaviour switch
        {
            _ when challenged && options.MayChallenge => ShopperAuthentication.Begin(ledger, attempt, method, options),
            _ when challenged || behaviour is CardBehaviour.WantsAuthentication =>
                Decline(ledger, attempt, method, Declines.AuthenticationRequired),
            CardBehaviour.FailsAtCapture when !attempt.IsCapturedManually => Decline(ledger, attempt, method, Declines.Generic),
            CardBehaviour.AnswersLate => StripeAnswer.Ok(Authorise(ledger, attempt, method)) with { IsHeldBack = true },
            _ => StripeAnswer.Ok(Authorise(ledger, attempt, method)),
        };
    }

    private static StripeAnswer Decline(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method, StripeError refusal)
    {
        ledger.Entries.Append(intent.Id, EntryKind.Declined, intent.Amount);
        var failed = Fail(ledger, intent with { LatestCharge = StripeId.New("ch") }, method, refusal);
        var error = refusal with { Charge = failed.LatestCharge, PaymentIntent = failed, PaymentMethod = method.ToObject() };
        return new StripeAnswer(StatusCodes.Status402PaymentRequired, StripeJson.Write(new StripeErrorBody(error)));
    }
}
