using System.Net.Http.Json;

namespace Checkout.SystemTests.Hosting;

/// <summary>The PSP's books: what was really taken from the shopper.</summary>
internal static class Ledger
{
    public static async Task<LedgerTotals> OfAsync(Uri psps, string trackingNumber)
    {
        using var http = new HttpClient { BaseAddress = psps };
        var page = await http.GetFromJsonAsync<LedgerPage>(
            new Uri($"/ledger?reference={trackingNumber}", UriKind.Relative), TestContext.Current.CancellationToken);
        return page!.Totals;
    }

    private sealed record LedgerPage(LedgerTotals Totals);
}

/// <summary>Totals of one order, minor units.</summary>
/// <param name="Charges">How many times money was taken.</param>
/// <param name="Captured">Taken.</param>
/// <param name="Refunded">Given back.</param>
/// <param name="Held">Authorised and neither taken nor released.</param>
internal sealed record LedgerTotals(int Charges, long Captured, long Refunded, long Held);
