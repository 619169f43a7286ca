using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>Shows a session as a basket that stands for itself.</summary>
internal static class BasketDocumentView
{
    public static BasketDocument Of(SessionStanding standing, string account)
    {
        var session = standing.Session;
        var notes = BasketView.NotesOf(session, account);
        var content = BasketView.Of(session, notes);
        var basket = new BasketDocument
        {
            Id = session.Id,
            Created = Timestamp.Of(session.CreatedAt),
            Updated = Timestamp.Of(session.UpdatedAt),
            Etag = string.Empty,
            AccountId = account,
            StoreId = notes.StoreId,
            ChannelLinkId = notes.StoreId,
            ChannelOrderId = notes.Checkout?.ChannelOrderId,
            ChannelOrderDisplayId = notes.Checkout?.ChannelOrderDisplayId,
            Status = standing.IsOpen && notes.Checkout is null ? "open" : "closed",
            Currency = content.Currency,
            Items = content.Items,
            Payment = content.Payment,
            Customer = content.Customer,
            Fulfillment = content.Fulfillment,
            Taxes = content.Taxes,
            Discounts = content.Discounts,
            Charges = content.Charges,
        };
        return basket with { Etag = ContentTag.Of(basket) };
    }
}
