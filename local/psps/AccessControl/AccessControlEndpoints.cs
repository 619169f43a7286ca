using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>The issuer's access control server: the page on which a shopper approves or rejects a payment, without any script.</summary>
internal static class AccessControlEndpoints
{
    private const string Path = "/acs/{id}";

    /// <summary>Maps the page and its form.</summary>
    public static void MapAccessControl(this WebApplication app)
    {
        app.MapGet(Path, ShowAsync);
        app.MapPost(Path, DecideAsync);

        // A form leads here: posted instead of a redirect, or within the shop's own page.
        app.MapPost($"{Path}/form", ShowAsync);
        app.MapPost($"{Path}/challenge", NativeChallenge.ShowAsync);
        app.MapPost($"{Path}/method", NativeChallenge.TakeFingerprintAsync);
    }

    /// <summary>The page of a challenge as it stands.</summary>
    public static async Task<IResult> ShowAsync(string id, PaymentLedger ledger, IOptions<PspOptions> options)
    {
        var challenge = await ledger.TransactAsync(transaction => Current(transaction, id));
        return challenge switch
        {
            null => new HtmlPage(ChallengePage.Unknown(), StatusCodes.Status404NotFound),
            { Outcome: ChallengeOutcome.Open } => new HtmlPage(ChallengePage.Question(challenge, options.Value.MerchantName)),
            { Transaction: not null } => NativeChallenge.Result(challenge),
            _ => new HtmlPage(ChallengePage.Result(challenge, ChallengedPayment.ReturnUrl(challenge))),
        };
    }

    // The identifier of a challenge is its own protection against forged posts, so the form needs no second token.
    private static async Task<IResult> DecideAsync(string id, HttpContext context, PaymentLedger ledger)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        bool? approved = form["outcome"].ToString() switch { "approve" => true, "reject" => false, _ => null };
        if (approved is null)
        {
            return new HtmlPage(ChallengePage.Undecided(), StatusCodes.Status400BadRequest);
        }

        var challenge = await ledger.TransactAsync(transaction => Decide(transaction, id, approved.Value));
        if (challenge is null)
        {
            return new HtmlPage(ChallengePage.Unknown(), StatusCodes.Status404NotFound);
        }

        if (challenge.Transaction is not null)
        {
            return NativeChallenge.Result(challenge);
        }

        context.Response.Headers.Location = ChallengedPayment.ReturnUrl(challenge);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static Challenge? Decide(LedgerTransaction ledger, string id, bool approved)
    {
        // A decided challenge stays as it is: who posts again is sent back with the first decision.
        var challenge = Current(ledger, id);
        if (challenge is not { Outcome: ChallengeOutcome.Open })
        {
            return challenge;
        }

        var decided = challenge with { Outcome = approved ? ChallengeOutcome.Approved : ChallengeOutcome.Rejected };
        ChallengedPayment.Complete(ledger, decided, approved);
        ledger.Documents.Save(id, decided);
        return decided;
    }

    private static Challenge? Current(LedgerTransaction ledger, string id)
    {
        var challenge = ledger.Documents.Find<Challenge>(id);
        return challenge is { Outcome: ChallengeOutcome.Open } && !ChallengedPayment.IsAwaited(ledger, challenge)
            ? challenge with { Outcome = ChallengeOutcome.Withdrawn }
            : challenge;
    }
}
