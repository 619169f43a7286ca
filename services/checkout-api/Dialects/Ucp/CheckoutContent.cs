using Checkout.Api.Checkouts;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>Puts what a platform sends into a session; it replaces all that was there.</summary>
internal sealed class CheckoutContent(CheckoutBody body, TenantCatalogue catalogue, DateTimeOffset now)
{
    private readonly IReadOnlyList<string> codes =
        [.. (body.Discounts?.Codes ?? []).Where(code => code.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The session with the content.</summary>
    public CheckoutSession ApplyTo(CheckoutSession session)
    {
        var wanted = Wanted();
        var priced = SessionPricing.Price(catalogue, wanted, codes, session.Lines.Count > 0 ? session.Currency : null, now);
        var before = UcpMemory.Of(session);
        var destinations = new ChosenDestination(body.Fulfillment, before.Destinations);
        var filled = session with
        {
            Currency = priced.Currency,
            Lines = priced.Lines,
            PromotionCodes = codes,
            FulfilmentOptions = priced.FulfilmentOptions,
            FulfilmentOptionId = destinations.OptionAmong(priced.FulfilmentOptions),
            Buyer = BuyerOf(body.Buyer),
            DeliveryAddress = destinations.Selected?.ToAddress(),
        };
        var discounts = Discounts(wanted, priced.Currency);
        return filled.WithExtension(UcpProtocol.Dialect, new UcpMemory
        {
            Destinations = destinations.All,
            DestinationId = destinations.Selected?.Id,
            Instruments = InstrumentMapping.Of(body.Payment),
            Discounts = discounts,
            Messages = [.. priced.Problems.Select(OfProblem), .. Rejected(discounts), .. destinations.Warnings],
            LinesTag = UcpMemory.TagOf(filled),
        });
    }

    private List<WantedItem> Wanted()
    {
        var lines = body.LineItems ?? [];
        var items = lines.Where(line => line.Id is not null).ToDictionary(line => line.Id!, line => line.Item!.Id!, StringComparer.Ordinal);
        var free = Enumerable.Range(1, 2 * Math.Max(1, lines.Count)).Select(n => $"li_{n}").Where(id => !items.ContainsKey(id)).GetEnumerator();
        return [.. lines.Select(line => new WantedItem(
            line.Item!.Id!,
            line.Quantity!.Value,
            line.Id ?? Next(),
            line.ParentId is { } parent ? items.GetValueOrDefault(parent, parent) : null))];

        string Next() => free.MoveNext() ? free.Current : throw new InvalidOperationException("There are more names than lines.");
    }

    // What a code takes off is what the price falls by when it joins those before it.
    private List<UcpAppliedDiscount> Discounts(List<WantedItem> wanted, string currency)
    {
        var applied = new List<UcpAppliedDiscount>();
        var before = new long[wanted.Count];
        for (var count = 1; count <= codes.Count; count++)
        {
            var lines = SessionPricing.Price(catalogue, wanted, [.. codes.Take(count)], currency, now).Lines;
            var allocations = DiscountView.Allocations(lines.Select((line, index) => line.Discount - before[index]));
            before = [.. lines.Select(line => line.Discount)];
            if (allocations.Count > 0)
            {
                applied.Add(new UcpAppliedDiscount(
                    codes[count - 1], allocations.Sum(part => part.Amount), codes[count - 1], Automatic: null, "each", allocations));
            }
        }

        return applied;
    }

    private IEnumerable<UcpMessage> Rejected(List<UcpAppliedDiscount> applied)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (applied.Exists(discount => string.Equals(discount.Code, codes[i], StringComparison.Ordinal)))
            {
                continue;
            }

            var isOver = catalogue.Promotions?.Any(promotion =>
                string.Equals(promotion.PromotionCode, codes[i], StringComparison.OrdinalIgnoreCase) && promotion.ValidUntil <= now) == true;
            yield return isOver
                ? UcpMessage.Warning("discount_code_expired", "The discount code has expired.", $"$.discounts.codes[{i}]")
                : UcpMessage.Warning("discount_code_invalid", "The discount code lowers no price here.", $"$.discounts.codes[{i}]");
        }
    }

    private static UcpMessage OfProblem(PricingProblem problem) => UcpMessage.Recoverable(
        "item_unavailable",
        string.Equals(problem.MessageCode, MessageCode.ItemNotFound, StringComparison.Ordinal)
            ? $"Line item {problem.Index + 1} of the request is not sold here."
            : $"Line item {problem.Index + 1} of the request cannot be bought together with the others, or without what it belongs to.");

    private static Buyer? BuyerOf(BuyerBody? buyer) =>
        buyer is null ? null : new Buyer(buyer.FirstName, buyer.LastName, buyer.Email, buyer.PhoneNumber);
}
