using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace Checkout.Local.Psps.Stripe;

/// <summary>What a page elsewhere means for its payment intent: a 3-D Secure challenge, or the approval at Klarna or a bank.</summary>
internal static class ShopperAuthentication
{
    /// <summary>Sends the shopper to the page.</summary>
    /// <returns>The payment, which waits.</returns>
    /// <exception cref="StripeException">There is no way back.</exception>
    public static StripeAnswer Begin(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method, ConfirmationOptions options)
    {
        var returnUrl = options.ReturnUrl
            ?? throw StripeException.Parameter("parameter_missing", "return_url", "The shopper has to leave the shop: send return_url.");
        var challenge = new Challenge(
            StripeId.New("acs"),
            intent.Id,
            method.Id,
            returnUrl,
            method.Card?.Brand ?? method.Type,
            method.Card?.LastFour ?? string.Empty,
            intent.Amount,
            intent.Currency);
        ledger.Documents.Save(challenge.Id, challenge);
        ledger.Entries.Append(intent.Id, EntryKind.ChallengeRequested, intent.Amount);
        var waiting = intent with
        {
            Status = PaymentIntentStatus.RequiresAction,
            NextAction = new NextAction("redirect_to_url", new RedirectToUrl(returnUrl, $"{options.PublicUrl}/acs/{challenge.Id}")),
        };
        ledger.SaveIntent(waiting);
        ledger.Tell("payment_intent.requires_action", waiting);
        return StripeAnswer.Ok(waiting);
    }

    /// <summary>Whether the payment still waits for this challenge: a cancel or a new confirmation ends the wait.</summary>
    public static bool IsAwaited(LedgerTransaction ledger, Challenge challenge) =>
        ledger.GetIntent(challenge.PaymentId).NextAction?.RedirectToUrl.Url.EndsWith($"/{challenge.Id}", StringComparison.Ordinal) == true;

    /// <summary>Goes on with the payment after the shopper has decided.</summary>
    /// <param name="ledger">The transaction.</param>
    /// <param name="challenge">A challenge that is awaited.</param>
    /// <param name="approved">The shopper's decision.</param>
    public static void Complete(LedgerTransaction ledger, Challenge challenge, bool approved)
    {
        var intent = ledger.GetIntent(challenge.PaymentId);
        var method = ledger.Documents.Find<PaymentMethod>(challenge.PaymentMethodId);
        ledger.Entries.Append(intent.Id, approved ? EntryKind.ChallengeApproved : EntryKind.ChallengeRejected, intent.Amount);
        if (approved && method is not null)
        {
            Confirmation.Authorise(ledger, intent, method);
        }
        else
        {
            Confirmation.Fail(ledger, intent, method, Declines.OnThePage(method?.Type));
        }
    }

    /// <summary>
    /// The way back to the merchant. Stripe also appends <c>payment_intent_client_secret</c>; it is left out, because a secret in an
    /// address ends in histories and logs, and a server that holds the API key needs only the identifier.
    /// </summary>
    /// <param name="challenge">Which challenge.</param>
    /// <returns>The merchant's page with <c>payment_intent</c> and <c>redirect_status</c>.</returns>
    public static string ReturnUrl(Challenge challenge) => QueryHelpers.AddQueryString(
        challenge.ReturnUrl,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["payment_intent"] = challenge.PaymentId,
            ["redirect_status"] = challenge.Outcome == ChallengeOutcome.Approved ? "succeeded" : "failed",
        });
}
