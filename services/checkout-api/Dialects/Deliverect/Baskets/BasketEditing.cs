using Checkout.Api.Checkouts;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>Puts baskets together; everything is priced anew with each change.</summary>
internal sealed class BasketEditing(CatalogueBook catalogues, TimeProvider time)
{
    private const int MaxLines = 100;
    private const int MaxPieces = 1_000;

    private static readonly Fulfillment Pickup = new("pickup");

    /// <summary>The session with what a request says.</summary>
    /// <param name="session">The session before.</param>
    /// <param name="request">What to change; a part that is null stays.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The session, or the answer to a basket that cannot be had.</returns>
    public async Task<(CheckoutSession? Session, IResult? Problem)> ApplyAsync(
        CheckoutSession session, BasketRequest request, CancellationToken cancellationToken)
    {
        var before = DeliverectNotes.Of(session);
        var tips = request.AllTips()?.OfType<Tip>().ToList();
        var notes = new DeliverectNotes(
            request.Store() ?? before?.StoreId ?? string.Empty,
            request.Items is { } items ? Noted(items) : before?.Items ?? [],
            request.Fulfillment is { } wanted ? Normal(wanted) : before?.Fulfillment ?? Pickup,
            tips ?? before?.Tips ?? [],
            request.Customer is null ? before?.CustomerId : request.Customer.ExternalId,
            before?.Checkout);
        var next = session with
        {
            Buyer = request.Customer is { } customer ? BuyerOf(customer) : session.Buyer,
            Tip = notes.Tips.Sum(tip => tip.Amount),
            PromotionCodes = request.Discounts?.Select(discount => discount?.Code()).OfType<string>().ToList() ?? session.PromotionCodes,
            DeliveryAddress = notes.Fulfillment.IsCarried() && notes.Fulfillment.Address is { } address
                ? PostalOf(address, request.Customer?.Name ?? session.Buyer?.FullName)
                : null,
        };
        var catalogue = await catalogues.OfAsync(session.TenantId, cancellationToken);
        return Price(next.WithExtension(DeliverectNotes.Dialect, notes), notes, catalogue, time.GetUtcNow());
    }

    private static (CheckoutSession? Session, IResult? Problem) Price(
        CheckoutSession session, DeliverectNotes notes, TenantCatalogue catalogue, DateTimeOffset now)
    {
        if (session.PromotionCodes.FirstOrDefault(code => SessionPricing.Promotion(catalogue, code, now) is null) is { } unknown)
        {
            return (null, DeliverectProblem.Unprocessable(
                "discount_not_applicable", "The discount does not hold.", ("externalId", unknown)));
        }

        var wanted = new List<(NotedItem Item, int Quantity, string? MenuId)>();
        foreach (var item in notes.Items)
        {
            Flatten(item, pieces: 1, item.MenuId, wanted);
        }

        if (wanted.Count > MaxLines || wanted.Exists(each => each.Quantity > MaxPieces))
        {
            return (null, DeliverectProblem.Unprocessable(
                "basket_too_large", $"A basket has {MaxLines} items with their parts, and {MaxPieces} of each, at most."));
        }

        var priced = SessionPricing.Price(
            catalogue,
            [.. wanted.Select(each => new WantedItem(each.Item.Plu, each.Quantity, each.Item.Id))],
            session.PromotionCodes,
            currency: null,
            now);
        if (priced.Problems is [var problem, ..])
        {
            var (item, _, menuId) = wanted[problem.Index];
            var (code, message) = problem.MessageCode is MessageCode.ItemNotFound
                ? ("product_not_found", "Product does not exist")
                : ("product_snoozed", "Product is currently not available");
            return (null, DeliverectProblem.Unprocessable(code, message, ("menuId", menuId), ("plu", item.Plu)));
        }

        // The protocol has no choice of deliveries: the cheapest it is.
        var delivery = notes.Fulfillment.IsCarried() ? priced.FulfilmentOptions.MinBy(option => option.Price) : null;
        return (session with
        {
            Currency = priced.Currency,
            Lines = priced.Lines,
            FulfilmentOptions = delivery is null ? [] : [delivery],
            FulfilmentOptionId = delivery?.Id,
        }, null);
    }

    // Every piece of an item has the item's parts.
    private static void Flatten(NotedItem item, int pieces, string? menuId, List<(NotedItem Item, int Quantity, string? MenuId)> wanted)
    {
        var quantity = checked(pieces * item.Quantity);
        wanted.Add((item, quantity, menuId));
        foreach (var part in item.SubItems)
        {
            Flatten(part, quantity, menuId, wanted);
        }
    }

    private static List<NotedItem> Noted(IReadOnlyList<BasketItemRequest?> items) =>
    [
        .. items.OfType<BasketItemRequest>().Select((item, i) => new NotedItem(
            $"{i + 1}", item.Plu!, item.Quantity!.Value, item.MenuId, item.CustomizationPlu, item.Note, Parts($"{i + 1}", item.SubItems))),
    ];

    private static List<NotedItem> Parts(string parent, IReadOnlyList<BasketPartRequest?>? parts) =>
    [
        .. (parts ?? []).OfType<BasketPartRequest>().Select((part, i) => new NotedItem(
            $"{parent}.{i + 1}",
            part.Plu!,
            part.Quantity!.Value,
            MenuId: null,
            part.CustomizationPlu,
            part.Note,
            [.. (part.SubItems ?? []).OfType<BasketSubPartRequest>().Select((below, j) => new NotedItem(
                $"{parent}.{i + 1}.{j + 1}", below.Plu!, below.Quantity!.Value, MenuId: null, below.CustomizationPlu, below.Note, []))])),
    ];

    // The vendor's text spells it in both ways.
    private static Fulfillment Normal(Fulfillment fulfillment) =>
        fulfillment.Type is "eat-in" ? fulfillment with { Type = "eatIn" } : fulfillment;

    private static Buyer BuyerOf(BasketCustomer customer)
    {
        var name = customer.Name!.Trim().Split(' ', 2);
        return new Buyer(
            name[0], name.ElementAtOrDefault(1), customer.Email, customer.PhoneNumber, customer.CompanyName, customer.Tin);
    }

    private static PostalAddress PostalOf(FulfillmentAddress address, string? name) => new(
        name,
        address.Street ?? address.Line,
        address.Subpremise,
        address.City,
        address.StateOrProvince,
        address.Country,
        address.PostalCode);
}
