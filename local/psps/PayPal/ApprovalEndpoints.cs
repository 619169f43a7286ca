using Checkout.Local.Psps.AccessControl;
using Checkout.Local.Psps.Ledger;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>PayPal's page on which a buyer approves or cancels an order, without any script.</summary>
internal static class ApprovalEndpoints
{
    /// <summary>Address of the page; query parameter <c>token</c> is the order.</summary>
    public const string Path = "/paypal/checkoutnow";

    /// <summary>Maps the page and its form.</summary>
    public static void MapApproval(this WebApplication app)
    {
        app.MapGet(Path, ShowAsync);
        app.MapPost(Path, DecideAsync);
    }

    private static async Task<IResult> ShowAsync(PaymentLedger ledger, IOptions<PspOptions> options, string token = "")
    {
        var order = await ledger.TransactAsync(transaction => transaction.FindOrder(token));
        return order switch
        {
            null => new HtmlPage(ChallengePage.Unknown(), StatusCodes.Status404NotFound),
            { Status: PayPalStatus.PayerActionRequired } => new HtmlPage(ApprovalPage.Question(order, options.Value.MerchantName)),
            _ => new HtmlPage(ApprovalPage.Result(ReturnUrl(order))),
        };
    }

    // The identifier of an order is its own protection against forged posts, so the form needs no second token.
    private static async Task<IResult> DecideAsync(
        HttpContext context, PaymentLedger ledger, OwnAddress address, string token = "")
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        bool? approved = form["outcome"].ToString() switch { "approve" => true, "reject" => false, _ => null };
        var buyer = form["buyer"].ToString() is { Length: > 0 } named ? TestBuyer.Find(named) : TestBuyer.All[0];
        if (approved is null || buyer is null)
        {
            return new HtmlPage(ChallengePage.Undecided(), StatusCodes.Status400BadRequest);
        }

        var view = new PayPalView(address.Of(context.Request));
        var order = await ledger.TransactAsync(transaction => Decide(transaction, token, approved.Value, buyer, view));
        if (order is null)
        {
            return new HtmlPage(ChallengePage.Unknown(), StatusCodes.Status404NotFound);
        }

        context.Response.Headers.Location = order.Buyer is null ? CancelUrl(order) : ReturnUrl(order);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    // Who has cancelled may come again and approve; an approval stays.
    private static PayPalOrder? Decide(LedgerTransaction ledger, string id, bool approved, TestBuyer buyer, PayPalView view)
    {
        if (ledger.FindOrder(id) is not { Status: PayPalStatus.PayerActionRequired } order)
        {
            return ledger.FindOrder(id);
        }

        ledger.Entries.Append(id, approved ? EntryKind.ChallengeApproved : EntryKind.ChallengeRejected, order.Amount);
        if (!approved)
        {
            return order;
        }

        order = ledger.SaveOrder(order with { Status = PayPalStatus.Approved, Buyer = buyer.Email, PayerId = PayPalId.NewPayer() });
        ledger.Tell(PayPalEvents.OrderApproved, view.Of(order));
        return order;
    }

    private static string ReturnUrl(PayPalOrder order) =>
        QueryHelpers.AddQueryString(WithToken(order.ReturnUrl, order), "PayerID", order.PayerId ?? string.Empty);

    private static string CancelUrl(PayPalOrder order) => WithToken(order.CancelUrl, order);

    private static string WithToken(string url, PayPalOrder order) => QueryHelpers.AddQueryString(url, "token", order.Id);
}
