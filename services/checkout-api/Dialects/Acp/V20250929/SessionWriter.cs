using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Dialects.Acp.V20250929;

/// <summary>Writes a session as this version wants it.</summary>
internal static class SessionWriter
{
    public static SessionDocument DocumentOf(AcpView view)
    {
        var session = view.Session;
        return new SessionDocument(
            session.Id,
            PayerRules.IsEmail(session.Buyer?.Email) ? BuyerBody.Of(session.Buyer) : null,
            PaymentProviderDocument.TheOnlyOne,
            StatusOf(view),
            session.Currency.ToLowerInvariant(),
            [.. session.Lines.Where(line => line.Kind is SessionLineKind.Item).Select(LineOf)],
            session.DeliveryAddress is { } address ? AddressBody.Of(address) : null,
            [.. session.FulfilmentOptions.Select(option => OptionOf(option, session.UpdatedAt))],
            session.FulfilmentOptionId,
            TotalsOf(view.Standing.Totals),
            [.. view.Messages.Select(MessageOf)],
            LinksOf(view),
            view.Order is var (id, url) ? new OrderDocument(id, session.Id, url) : null);
    }

    private static string StatusOf(AcpView view) => view.Standing.Stage switch
    {
        _ when view.IsReady => "ready_for_payment",
        SessionStage.Incomplete or SessionStage.Ready or SessionStage.Declined => "not_ready_for_payment",
        SessionStage.Processing or SessionStage.ChallengeRequired => "in_progress",
        SessionStage.Completed => "completed",
        _ => "canceled",
    };

    private static LineItemDocument LineOf(SessionLine line) => new(
        line.Id,
        new LineItemItem(line.ItemIdentifier, line.Quantity),
        line.NetBeforeDiscount,
        line.NetBeforeDiscount - line.Net,
        line.Net,
        line.Tax,
        line.Gross);

    private static FulfillmentOptionDocument OptionOf(FulfilmentOption option, DateTimeOffset from)
    {
        // What the buyer fetches has no place in this version; it is shown as what needs an address.
        var isDigital = option.Kind is FulfilmentKind.Digital;
        return new FulfillmentOptionDocument(
            isDigital ? "digital" : "shipping",
            option.Id,
            option.Title,
            option.Subtitle,
            isDigital ? null : option.Carrier,
            isDigital || option.EarliestDays is not { } earliest ? null : from.AddDays(earliest),
            isDigital || option.LatestDays is not { } latest ? null : from.AddDays(latest),
            option.Net,
            option.Tax,
            option.Price);
    }

    private static List<TotalDocument> TotalsOf(SessionTotals totals)
    {
        var list = new List<TotalDocument> { new("items_base_amount", "Item(s) total", totals.ItemsNetBeforeDiscount) };
        if (totals.ItemsDiscountNet != 0)
        {
            list.Add(new TotalDocument("items_discount", "Discount", totals.ItemsDiscountNet));
        }

        list.Add(new TotalDocument("subtotal", "Subtotal", totals.SubtotalNet));
        list.Add(new TotalDocument("fulfillment", "Shipping", totals.FulfilmentNet));
        list.Add(new TotalDocument("tax", "Tax", totals.Tax));
        if (totals.FeesNet + totals.Tip != 0)
        {
            var text = totals.Tip == 0 ? "Fees" : totals.FeesNet == 0 ? "Tip" : "Fees and tip";
            list.Add(new TotalDocument("fee", text, totals.FeesNet + totals.Tip));
        }

        list.Add(new TotalDocument("total", "Total", totals.Total));
        return list;
    }

    // This version has no warnings, and fewer words for errors.
    private static MessageDocument MessageOf(AcpMessage message) => message.Kind is AcpMessageKind.Error
        ? new MessageDocument("error", CodeOf(message.Code), message.Param, "plain", message.Content)
        : new MessageDocument("info", Code: null, message.Param, "plain", message.Content);

    private static string CodeOf(string? code) =>
        code is "missing" or "out_of_stock" or "payment_declined" or "requires_3ds" ? code : "invalid";

    private static List<LinkDocument> LinksOf(AcpView view) => [.. (view.Tenant.Links ?? [])
        .Select(link => (Type: TypeOf(link.Type), link.Url))
        .Where(link => link.Type is not null)
        .Select(link => new LinkDocument(link.Type!, link.Url))];

    private static string? TypeOf(string type) => type switch
    {
        "terms_of_use" or "privacy_policy" => type,
        "return_policy" or "shipping_policy" => "seller_shop_policies",
        _ => null,
    };
}
