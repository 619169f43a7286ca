using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp;

/// <summary>What became of promotion codes.</summary>
/// <param name="Codes">As they were wanted.</param>
/// <param name="Applied">Those that hold, with what they take off, minor units without tax.</param>
/// <param name="Rejected">The others.</param>
internal sealed record AcpDiscounts(
    IReadOnlyList<string> Codes, IReadOnlyList<AppliedCode> Applied, IReadOnlyList<RejectedCode> Rejected)
{
    /// <summary>The codes of a session; null when nobody ever sent one.</summary>
    public static AcpDiscounts? Of(CheckoutSession session, AcpNotes notes, TenantCatalogue catalogue, DateTimeOffset now)
    {
        if (notes.Codes is not { } codes)
        {
            return null;
        }

        var promotions = new List<Promotion>();
        var rejected = new List<RejectedCode>();
        for (var i = 0; i < codes.Count; i++)
        {
            var found = SessionPricing.Promotion(catalogue, codes[i], now);
            if (found is not null && !promotions.Contains(found))
            {
                promotions.Add(found);
            }
            else
            {
                rejected.Add(new RejectedCode(i, codes[i], ReasonOf(codes[i], found, catalogue, now)));
            }
        }

        return new AcpDiscounts(codes, Shares(session, promotions), rejected);
    }

    // Each code takes off what the ones before have left; what rounding leaves goes to the last.
    private static List<AppliedCode> Shares(CheckoutSession session, List<Promotion> promotions)
    {
        var total = SessionTotals.Of(session).ItemsDiscountNet;
        var rest = total;
        var price = 10_000L;
        var weights = promotions.ConvertAll(promotion =>
        {
            var off = price * promotion.DiscountBasisPoints / 10_000;
            price -= off;
            return off;
        });
        var all = weights.Sum();
        return [.. promotions.Select((promotion, i) =>
        {
            var amount = i == promotions.Count - 1 || all == 0 ? rest : total * weights[i] / all;
            rest -= amount;
            return new AppliedCode(promotion, amount);
        })];
    }

    private static string ReasonOf(string code, Promotion? found, TenantCatalogue catalogue, DateTimeOffset now) =>
        found is not null ? "discount_code_already_applied"
        : catalogue.Promotions?.Any(promotion =>
            string.Equals(promotion.PromotionCode, code, StringComparison.OrdinalIgnoreCase) && promotion.ValidUntil <= now) == true
            ? "discount_code_expired"
            : "discount_code_invalid";
}

/// <summary>A code that holds.</summary>
/// <param name="Promotion">What it promises.</param>
/// <param name="Amount">What it takes off, minor units.</param>
internal sealed record AppliedCode(Promotion Promotion, long Amount);

/// <summary>A code that does not.</summary>
/// <param name="Index">Its place among the wanted ones.</param>
/// <param name="Code">The code.</param>
/// <param name="Reason">ACP's word for it.</param>
internal sealed record RejectedCode(int Index, string Code, string Reason)
{
    /// <summary>The same for people.</summary>
    public string Message => Reason switch
    {
        "discount_code_expired" => $"The code {Code} is past its time.",
        "discount_code_already_applied" => $"The code {Code} counts once.",
        _ => $"The code {Code} is not known.",
    };
}
