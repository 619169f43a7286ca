using System.Text;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Fuzzing;

/// <summary>A request that something is wrong with, most of the time.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">Body; null for none.</param>
/// <param name="ContentType">Type of the body.</param>
/// <param name="Headers">Further header fields.</param>
/// <param name="CardNumber">The card number that the body has, in some place.</param>
internal sealed record FuzzedRequest(
    string Method, string Path, byte[]? Body, string ContentType, IReadOnlyList<(string Name, string Value)> Headers, string CardNumber);

/// <summary>Makes requests from good ones by changes that know the structure: fields, aliases, types, nesting, then bytes and header fields.</summary>
/// <param name="random">Decides; the same seed makes the same requests.</param>
internal sealed class RequestMutator(Random random)
{
    private const string Submit = "/api/c2a/offer/checkout";
    private const int MostMutations = 4;

    private static readonly string[] Samples = ["fresh-card", "stored-card", "curl"];

    private static readonly (string Name, string Alias)[] Aliases =
    [
        ("order", "ORD"), ("paymentMethod", "PMT"), ("offerIdentifier", "OID"), ("correlationId", "CLD"), ("items", "ITM"), ("customer", "CUST"),
        ("itemIdentifier", "ITM"), ("quantity", "QTY"), ("paymentChannel", "TP"), ("creditCard", "CC"), ("cardHolderName", "CHN"),
        ("cardNumber", "CN"), ("expireYear", "EY"), ("expireMonth", "EM"), ("cvc", "CVC"), ("useStoredMethod", "UM"), ("storedMethodUrn", "SMU"),
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\u0000", "\u202e", "é\u0301", "😀", "'; DROP TABLE state; --", "../../etc/passwd", "{{7*7}}", "<script>alert(1)</script>", "null",
        "a||b", "of_8z2k1q", "always", "-1", "1e400", new('x', 300), new('9', 19), "2029", "12", "CreditCard", "SEPA", "::1", "1.2.3.4",
        "00000000-0000-0000-0000-000000000000", "9999999999999999999999",
    ];

    private static readonly string[] Raw = ["1e400", "-0", "1.5", "99999999999999999999", "true", "null", "[]", "{}", "[[[[]]]]", "\"\\ud800\"", "0.1e-400"];

    private static readonly string[] HeaderNames =
        ["Idempotency-Key", "Prefer", "If-None-Match", "X-Correlation-Id", "traceparent", "Accept", "Accept-Encoding", "Expect", "X-Forwarded-For"];

    /// <summary>The next request.</summary>
    public FuzzedRequest Next() => random.Next(4) switch
    {
        0 => Status(),
        _ => Submission(),
    };

    private FuzzedRequest Status()
    {
        var id = random.Next(3) == 0 ? "trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB" : Text();
        var query = random.Next(2) == 0 ? string.Empty : $"?attempt={Uri.EscapeDataString(Text())}&{Uri.EscapeDataString(Text())}";
        var method = random.Next(10) == 0 ? "POST" : "GET";
        return new FuzzedRequest(method, $"{Submit}/{Uri.EscapeDataString(id)}/status{query}", null, string.Empty, Headers(), "no card number");
    }

    private FuzzedRequest Submission()
    {
        var card = CardNumber();
        var body = JsonNode.Parse(Merchant.Sample(Pick(Samples)))!;
        body["order"]!["correlationId"] = Guid.NewGuid().ToString();
        if (body["paymentMethod"]!["creditCard"]!["cardNumber"] is not null)
        {
            body["paymentMethod"]!["creditCard"]!["cardNumber"] = card;
        }

        for (var n = random.Next(1, MostMutations); n > 0; n--)
        {
            Mutate(body, card);
        }

        var bytes = Encoding.UTF8.GetBytes(Spliced(body.ToJsonString()));
        var type = random.Next(30) == 0 ? "text/plain" : "application/json";
        return new FuzzedRequest("POST", Submit, random.Next(8) == 0 ? Damaged(bytes) : bytes, type, Headers(), card);
    }

    private void Mutate(JsonNode body, string card)
    {
        var owner = Pick(Objects(body).ToList());
        var names = owner.Select(member => member.Key).ToList();
        if (names.Count == 0)
        {
            owner[Text()] = Value(card);
            return;
        }

        var name = Pick(names);
        switch (random.Next(7))
        {
            case 0:
                owner.Remove(name);
                break;
            case 1:
                Rename(owner, name, both: false);
                break;
            case 2:
                Rename(owner, name, both: true);
                break;
            case 3:
                owner[Text()] = Value(card);
                break;
            case 4:
                owner[name] = Nested(random.Next(1, 80), card);
                break;
            default:
                owner[name] = Value(card);
                break;
        }
    }

    private void Rename(JsonObject owner, string name, bool both)
    {
        var alias = Aliases.FirstOrDefault(pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Alias ?? name.ToUpperInvariant();
        var value = owner[name]?.DeepClone();
        if (!both)
        {
            owner.Remove(name);
        }

        owner[alias] = random.Next(4) == 0 ? Value("4111111111111111") : value;
    }

    private JsonNode? Value(string card) => random.Next(8) switch
    {
        0 => null,
        1 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        2 => JsonValue.Create(random.Next(2) == 0),
        3 => new JsonArray(Text(), null, 1),
        4 => new JsonObject { [Text()] = Text() },
        5 => JsonValue.Create(card),
        _ => JsonValue.Create(Text()),
    };

    private static JsonNode? Nested(int depth, string card) => depth == 0 ? JsonValue.Create(card) : new JsonArray(Nested(depth - 1, card));

    // What JsonNode would not write: numbers that are none, lone surrogates, members that are there twice.
    private string Spliced(string json)
    {
        if (random.Next(6) != 0)
        {
            return json;
        }

        var colon = json.IndexOf(':', random.Next(json.Length));
        return colon < 0 ? json : json[..(colon + 1)] + Pick(Raw) + "," + $"\"{Pick(Aliases).Alias}\":" + json[(colon + 1)..];
    }

    private byte[] Damaged(byte[] bytes)
    {
        var damaged = bytes.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return damaged[..random.Next(damaged.Length)];
            case 1:
                return [.. damaged, .. new byte[random.Next(80_000)]];
            case 2:
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                return damaged;
            default:
                return [0xEF, 0xBB, 0xBF, .. damaged];
        }
    }

    private List<(string Name, string Value)> Headers() =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => (Pick(HeaderNames), Ascii(Text())))];

    private static string Ascii(string text) => new([.. text.Where(character => character is >= ' ' and <= '~')]);

    private string Text() => Pick(Texts);

    private string CardNumber()
    {
        var digits = "4" + string.Concat(Enumerable.Range(0, 14).Select(_ => random.Next(10)));
        var sum = digits.Reverse().Select((digit, n) => n % 2 == 0 ? Doubled(digit - '0') : digit - '0').Sum();
        return digits + ((10 - (sum % 10)) % 10);

        static int Doubled(int digit) => digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(member => Objects(member.Value)).Prepend(fields),
        JsonArray elements => elements.SelectMany(Objects),
        _ => [],
    };
}
