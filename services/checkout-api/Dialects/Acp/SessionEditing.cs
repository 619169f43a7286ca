using Checkout.Api.Checkouts;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp;

/// <summary>Puts an agent's wishes into a session.</summary>
internal static class SessionEditing
{
    /// <summary>The session as wished.</summary>
    /// <param name="session">The session before.</param>
    /// <param name="wish">The wish.</param>
    /// <param name="catalogue">What the tenant sells.</param>
    /// <param name="now">The time, UTC.</param>
    public static CheckoutSession With(this CheckoutSession session, PurchaseWish wish, TenantCatalogue catalogue, DateTimeOffset now)
    {
        wish = wish.Forgets.HasFlag(Forgotten.PromotionCodes) ? wish with { PromotionCodes = [] } : wish;
        var changed = session with
        {
            Buyer = wish.Forgets.HasFlag(Forgotten.Buyer) ? null : wish.Buyer ?? session.Buyer,
            CustomerUrn = wish.CustomerUrn ?? session.CustomerUrn,
            DeliveryAddress = wish.Forgets.HasFlag(Forgotten.Address) ? null : wish.Address ?? session.DeliveryAddress,
            PromotionCodes = wish.PromotionCodes?.Distinct(StringComparer.OrdinalIgnoreCase).ToList() ?? session.PromotionCodes,
        };
        if (wish.Items is not null || wish.PromotionCodes is not null)
        {
            changed = Priced(changed, wish, catalogue, now);
        }

        var chosen = wish.Forgets.HasFlag(Forgotten.FulfilmentOption) ? null : wish.FulfilmentOptionId ?? session.FulfilmentOptionId;
        var isOffered = changed.FulfilmentOptions.Any(option => string.Equals(option.Id, chosen, StringComparison.Ordinal));

        // Agents expect that something is chosen for them as soon as there is an address; the tenant's first is its usual one.
        return changed with
        {
            FulfilmentOptionId = isOffered ? chosen
                : changed.DeliveryAddress is null ? null
                : changed.FulfilmentOptions is [var usual, ..] ? usual.Id : null,
        };
    }

    /// <summary>Whether the wish chooses a way of delivery that is not offered.</summary>
    public static bool ChoosesInVain(this PurchaseWish wish, CheckoutSession edited) => wish.FulfilmentOptionId is { } chosen
        && !edited.FulfilmentOptions.Any(option => string.Equals(option.Id, chosen, StringComparison.Ordinal));

    private static CheckoutSession Priced(CheckoutSession session, PurchaseWish wish, TenantCatalogue catalogue, DateTimeOffset now)
    {
        var before = AcpNotes.Of(session);
        var wanted = wish.Items is { } items ? Together(items) : Remembered(session, before);
        var priced = SessionPricing.Price(
            catalogue,
            [.. wanted.Select(item => new WantedItem(item.Id, WholePieces(item.Quantity)))],
            session.PromotionCodes,
            session.Currency.Length > 0 ? session.Currency : CurrencyOf(wish, catalogue),
            now);
        var notes = before with
        {
            Items =
            [
                .. priced.Problems.Select(problem => NoteOf(problem, wanted[problem.Index])),
                .. Fractions(wanted),
                .. OtherCurrency(session, wish, priced.Currency),
            ],
            Codes = wish.PromotionCodes ?? before.Codes,
        };
        var edited = session with
        {
            Currency = priced.Currency,
            Lines = [.. priced.Lines, .. session.Lines.Where(line => line.Kind is not SessionLineKind.Item)],
            FulfilmentOptions = priced.FulfilmentOptions,
        };
        return notes.Items.Count > 0 || notes.Codes is not null || edited.Extensions.Count > 0 ? notes.In(edited) : edited;
    }

    // What nobody sells in the agent's currency is sold in the merchant's, and the agent hears of it.
    private static string? CurrencyOf(PurchaseWish wish, TenantCatalogue catalogue) => catalogue.Items?.Any(item =>
        string.Equals(item.Price.Currency, wish.Currency, StringComparison.Ordinal)
        && wish.Items?.Any(wished => string.Equals(wished.Id, item.ItemIdentifier, StringComparison.Ordinal)) == true) == true
            ? wish.Currency
            : null;

    private static IEnumerable<ItemNote> OtherCurrency(CheckoutSession session, PurchaseWish wish, string currency) =>
        session.Currency.Length == 0 && wish.Currency is { } wished && !string.Equals(wished, currency, StringComparison.Ordinal)
            ? [new ItemNote(0, ItemId: string.Empty, 0, Code: null, $"This is not sold in {wished}; all prices are in {currency}.")]
            : [];

    // The same item twice is one line with both quantities.
    private static List<WishedItem> Together(IReadOnlyList<WishedItem> items) =>
    [
        .. items.GroupBy(item => item.Id, StringComparer.Ordinal)
            .Select(same => new WishedItem(same.Key, same.Sum(item => item.Quantity))),
    ];

    private static List<WishedItem> Remembered(CheckoutSession session, AcpNotes notes) =>
    [
        .. session.Lines.Where(line => line.Kind is SessionLineKind.Item)
            .Select(line => new WishedItem(line.ItemIdentifier, line.Quantity)),
        .. notes.Items.Where(note => note.Code is not null).Select(note => new WishedItem(note.ItemId, note.Quantity)),
    ];

    private static int WholePieces(decimal quantity) => (int)Math.Max(1, Math.Floor(quantity));

    private static IEnumerable<ItemNote> Fractions(List<WishedItem> wanted) => wanted
        .Select((item, index) => (item, index))
        .Where(each => each.item.Quantity != WholePieces(each.item.Quantity))
        .Select(each => new ItemNote(
            each.index,
            each.item.Id,
            WholePieces(each.item.Quantity),
            Code: null,
            $"Only whole pieces are sold: the quantity of item {each.item.Id} is {WholePieces(each.item.Quantity)}."));

    private static ItemNote NoteOf(PricingProblem problem, WishedItem item) =>
        string.Equals(problem.MessageCode, MessageCode.ItemNotFound, StringComparison.Ordinal)
            ? new ItemNote(problem.Index, item.Id, WholePieces(item.Quantity), "not_found", $"There is no item {item.Id}.")
            : new ItemNote(
                problem.Index,
                item.Id,
                WholePieces(item.Quantity),
                "unsupported",
                $"Item {item.Id} cannot be bought like this: it is sold in another currency, or together with another item only.");
}
