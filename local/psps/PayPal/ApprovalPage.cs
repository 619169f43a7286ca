using System.Text.Encodings.Web;
using Checkout.Local.Psps.AccessControl;

namespace Checkout.Local.Psps.PayPal;

/// <summary>What PayPal shows to a buyer.</summary>
internal static class ApprovalPage
{
    private const string Notice = "Simulated PayPal. No money moves.";

    /// <summary>Asks the buyer to decide.</summary>
    /// <param name="order">An order that waits for its buyer.</param>
    /// <param name="merchant">Name of the merchant.</param>
    /// <returns>The page.</returns>
    public static string Question(PayPalOrder order, string merchant) => ChallengePage.Page(
        "Pay with PayPal",
        $"""
        <dl>
          <dt>Merchant</dt><dd id="merchant">{Encode(merchant)}</dd>
          <dt>Amount</dt><dd id="amount" class="amount">{Encode(AmountText.Of(order.Amount, order.Currency))}</dd>
        </dl>
        <form method="post">
          <label for="buyer">Your account</label>
          <select id="buyer" name="buyer">
            {string.Concat(TestBuyer.All.Select(Option))}
          </select>
          <button id="reject" class="secondary" name="outcome" value="reject">Cancel</button>
          <button id="approve" name="outcome" value="approve">Approve</button>
        </form>
        """,
        Notice);

    /// <summary>Tells a buyer who comes again that the decision stands.</summary>
    /// <param name="returnUrl">The way back to the merchant.</param>
    /// <returns>The page.</returns>
    public static string Result(string returnUrl) => ChallengePage.Page(
        "You approved this payment",
        $"""
        <p id="result" role="status">Nothing more is needed here. The shop knows the outcome.</p>
        <a id="continue" class="button" href="{Encode(returnUrl)}">Back to the shop</a>
        """,
        Notice);

    private static string Option(TestBuyer buyer) =>
        $"""<option value="{Encode(buyer.Email)}">{Encode($"{buyer.Email}: {buyer.Description}")}</option>""";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
