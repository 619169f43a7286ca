using System.Globalization;
using System.Text.Encodings.Web;

namespace Checkout.Local.Psps.AccessControl;

/// <summary>The pages of the access control server.</summary>
internal static class ChallengePage
{
    /// <summary>The style sheet, as it stands in the page.</summary>
    public const string Style = """
        :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f2f4f7, #15181d); }
        main { box-sizing: border-box; width: min(26rem, 100% - 2rem); margin: 2rem 0; padding: 2rem; border-radius: .75rem;
          background: light-dark(#fff, #20252c); color: light-dark(#1d232b, #e8ebef); box-shadow: 0 .5rem 2rem rgb(0 0 0 / .12); }
        h1 { margin: 0 0 1rem; font-size: 1.25rem; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: .375rem 1.5rem; margin: 0 0 1.5rem; }
        dt { color: light-dark(#5a6470, #9aa5b1); }
        dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
        .amount { font-weight: 600; }
        form { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
        label, select { grid-column: 1 / -1; font: inherit; }
        select { padding: .625rem; border: 1px solid light-dark(#c3cad3, #4a5561); border-radius: .5rem; color: inherit;
          background: light-dark(#fff, #20252c); max-width: 100%; min-width: 0; }
        button, a.button { padding: .75rem; border: 1px solid #1a5fb4; border-radius: .5rem; font: inherit; font-weight: 600;
          text-align: center; text-decoration: none; cursor: pointer; background: #1a5fb4; color: #fff; }
        button.secondary { background: transparent; color: light-dark(#1a5fb4, #99c1f1); border-color: currentColor; }
        button:focus-visible, select:focus-visible, a:focus-visible { outline: 3px solid #f5a524; outline-offset: 2px; }
        a.button { display: block; }
        footer { margin-top: 1.5rem; font-size: .8125rem; color: light-dark(#5a6470, #9aa5b1); }
        """;

    /// <summary>Asks the shopper to decide.</summary>
    /// <param name="challenge">An open challenge.</param>
    /// <param name="merchant">Name of the merchant.</param>
    /// <returns>The page.</returns>
    public static string Question(Challenge challenge, string merchant) => Page(
        challenge.IsByCard ? "Confirm your payment" : $"Pay with {NameOf(challenge)}",
        $"""
        <dl>
          <dt>Merchant</dt><dd id="merchant">{Encode(merchant)}</dd>
          <dt>Amount</dt><dd id="amount" class="amount">{Encode(AmountText.Of(challenge.Amount, challenge.Currency))}</dd>
          <dt>{(challenge.IsByCard ? "Card" : "Method")}</dt><dd id="card">{Encode(Masked(challenge))}</dd>
        </dl>
        <form method="post" action="/acs/{Encode(challenge.Id)}">
          <button id="reject" class="secondary" name="outcome" value="reject">Reject</button>
          <button id="approve" name="outcome" value="approve">Approve</button>
        </form>
        """);

    /// <summary>Tells a shopper who comes again how it ended.</summary>
    /// <param name="challenge">A finished challenge.</param>
    /// <param name="returnUrl">The way back to the merchant.</param>
    /// <returns>The page.</returns>
    public static string Result(Challenge challenge, string returnUrl) => Page(
        challenge.Outcome switch
        {
            ChallengeOutcome.Approved => "You approved this payment",
            ChallengeOutcome.Rejected => "You rejected this payment",
            _ => "This payment no longer waits for you",
        },
        $"""
        <p id="result" role="status">Nothing more is needed here. The shop knows the outcome.</p>
        <a id="continue" class="button" href="{Encode(returnUrl)}">Back to the shop</a>
        """);

    /// <summary>Tells that there is no such challenge.</summary>
    /// <returns>The page.</returns>
    public static string Unknown() => Page(
        "Nothing to confirm here",
        """<p id="result" role="alert">This address belongs to no payment. Go back to the shop and start the payment again.</p>""");

    /// <summary>Tells that the form came without a decision.</summary>
    /// <returns>The page.</returns>
    public static string Undecided() => Page(
        "No decision was sent",
        """<p id="result" role="alert">Go back one page, then choose Approve or Reject.</p>""");

    private static string Masked(Challenge challenge) =>
        challenge.IsByCard ? $"{NameOf(challenge)} •••• {challenge.LastFour}" : NameOf(challenge);

    private static string NameOf(Challenge challenge) =>
        challenge.Brand is "ideal" ? "iDEAL" : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(challenge.Brand);

    /// <summary>A page with the style of all.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="content">HTML.</param>
    /// <param name="notice">Who shows it, plain text.</param>
    /// <returns>The page.</returns>
    public static string Page(string title, string content, string notice = "Simulated bank. No money moves.") => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{title}</title>
          <style>{Style}</style>
        </head>
        <body>
          <main>
            <h1>{title}</h1>
            {content}
            <footer>{notice}</footer>
          </main>
        </body>
        </html>
        """;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
