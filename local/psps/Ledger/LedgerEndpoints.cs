using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Local.Psps.Ledger;

/// <summary>Read-only view of the books, for tests and for people who wonder what was charged.</summary>
internal static partial class LedgerEndpoints
{
    private const int LargestPage = 100;

    /// <summary>Maps <c>GET /ledger</c>.</summary>
    public static void MapLedger(this WebApplication app) => app.MapGet("/ledger", ReadAsync);

    private static async Task<Results<Ok<ReferenceView>, Ok<LatestView>, ProblemHttpResult>> ReadAsync(
        PaymentLedger ledger, string? reference = null, long? before = null, int limit = 20)
    {
        if (reference is not null)
        {
            return Reference().IsMatch(reference)
                ? TypedResults.Ok(await ledger.TransactAsync(transaction => ByReference(transaction, reference)))
                : Refuse("reference must be 1 to 64 letters, digits, '.', '_' or '-'.");
        }

        return limit is >= 1 and <= LargestPage
            ? TypedResults.Ok(await ledger.TransactAsync(transaction => Latest(transaction, before, limit)))
            : Refuse($"limit must be 1 to {LargestPage}.");
    }

    private static ReferenceView ByReference(LedgerTransaction ledger, string reference)
    {
        var payments = ledger.Payments.WithReference(reference).Select(payment => LedgerPayment.Of(payment, ledger)).ToList();
        return new ReferenceView(reference, payments, LedgerTotals.Of(payments));
    }

    private static LatestView Latest(LedgerTransaction ledger, long? before, int limit)
    {
        // One more than asked for tells whether there is a next page.
        var found = ledger.Payments.Latest(provider: null, [], before, limit + 1);
        var page = found.Take(limit).ToList();
        return new LatestView(
            page.ConvertAll(row => LedgerPayment.Of(row.Payment, ledger)),
            found.Count > limit ? page[^1].Position : null);
    }

    private static ProblemHttpResult Refuse(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
