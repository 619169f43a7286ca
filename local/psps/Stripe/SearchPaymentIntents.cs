using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>A page of a search.</summary>
/// <param name="Data">Latest first.</param>
/// <param name="HasMore">Whether there is a next page.</param>
/// <param name="NextPage">Value of <c>page</c> for it.</param>
internal sealed record SearchResult(IReadOnlyList<JsonNode?> Data, bool HasMore, string? NextPage)
{
    /// <summary>Kind of object.</summary>
    public string Object { get; } = "search_result";

    /// <summary>What was called.</summary>
    public string Url { get; } = "/v1/payment_intents/search";
}

/// <summary>
/// <c>GET /v1/payment_intents/search?query=</c>: metadata equality in Stripe's query language, clauses joined by <c>AND</c>. Stripe's index
/// may be a minute behind; this one never is.
/// </summary>
internal static partial class SearchPaymentIntents
{
    private const int UsualPage = 10;
    private const int LargestPage = 100;

    /// <summary>Finds payments by the merchant's own metadata.</summary>
    public static StripeAnswer Run(StripeRequest request, LedgerTransaction ledger)
    {
        var clauses = Parse(request.Query["query"].ToString());
        var limit = Number(request.Query, "limit") ?? UsualPage;
        if (limit is < 1 or > LargestPage)
        {
            throw StripeException.Parameter("parameter_invalid_integer", "limit", $"limit must be 1 to {LargestPage}.");
        }

        // One more than asked for tells whether there is a next page.
        var found = ledger.Payments.Latest(PaymentIntentStore.Provider, clauses, Number(request.Query, "page"), (int)limit + 1);
        var page = found.Take((int)limit).ToList();
        var more = found.Count > page.Count;
        return StripeAnswer.Ok(new SearchResult(
            page.ConvertAll(row => request.Expands("data.latest_charge")
                ? Charge.Expanded(StripeJson.Read<PaymentIntent>(row.Payment.State), ledger)
                : JsonNode.Parse(row.Payment.State)),
            more,
            more ? page[^1].Position.ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>Reads a query such as <c>metadata['order']:'42' AND metadata["shop"]:"a"</c>.</summary>
    /// <param name="query">The query's text.</param>
    /// <returns>Names and values that must all be there.</returns>
    /// <exception cref="StripeException">The query is missing or of another form.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string query)
    {
        if (query.Length == 0)
        {
            throw StripeException.Parameter("parameter_missing", "query", "Missing required param: query.");
        }

        var clauses = new List<KeyValuePair<string, string>>();
        var position = 0;
        while (true)
        {
            var clause = Clause().Match(query, position);
            if (!clause.Success)
            {
                throw StripeException.BadRequest(
                    "The query could not be parsed: only metadata['name']:'value', joined by AND, is simulated.");
            }

            clauses.Add(new(Unquote(clause.Groups["name"].Value), Unquote(clause.Groups["value"].Value)));
            position += clause.Length;
            if (position == query.Length)
            {
                return clauses;
            }
        }
    }

    private static string Unquote(string quoted) => Escape().Replace(quoted[1..^1], "${escaped}");

    private static long? Number(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw StripeException.Parameter("parameter_invalid_integer", name, $"{name} is invalid.");
    }

    // \G keeps each clause next to the one before; the lookahead makes AND stand between two clauses only.
    [GeneratedRegex(
        """
        \G\s*metadata\[(?<name>'(?:[^'\\]|\\.)+'|"(?:[^"\\]|\\.)+")\]\s*
        :\s*(?<value>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*
        (?:$|\bAND\b(?=\s*metadata))
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\\(?<escaped>.)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
