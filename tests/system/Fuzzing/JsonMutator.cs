using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.SystemTests.Fuzzing;

/// <summary>Breaks good bodies by changes that know the structure: fields, aliases, types, nesting, then bytes and header fields.</summary>
/// <param name="random">Decides; the same seed makes the same changes.</param>
internal sealed class JsonMutator(Random random)
{
    private const int MostMutations = 4;

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

    /// <summary>A body with up to three things wrong, and with the card number in some place.</summary>
    public byte[] Broken(JsonNode body, string card)
    {
        for (var n = random.Next(1, MostMutations); n > 0; n--)
        {
            Mutate(body, card);
        }

        var bytes = Encoding.UTF8.GetBytes(Spliced(body.ToJsonString()));
        return random.Next(8) == 0 ? Damaged(bytes) : bytes;
    }

    /// <summary>Nearly always JSON's.</summary>
    public string ContentType() => random.Next(30) == 0 ? "text/plain" : "application/json";

    /// <summary>Header fields of any kind.</summary>
    public List<(string Name, string Value)> Headers() =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => (Pick(HeaderNames), Ascii(Text())))];

    /// <summary>A text that somebody may have in a field.</summary>
    public string Text() => Pick(Texts);

    /// <summary>A card number with a valid check digit.</summary>
    public string CardNumber()
    {
        var digits = "4" + string.Concat(Enumerable.Range(0, 14).Select(_ => random.Next(10)));
        var sum = digits.Reverse().Select((digit, n) => n % 2 == 0 ? Doubled(digit - '0') : digit - '0').Sum();
        return digits + ((10 - (sum % 10)) % 10);

        static int Doubled(int digit) => digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

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

    private static string Ascii(string text) => new([.. text.Where(character => character is >= ' ' and <= '~')]);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(member => Objects(member.Value)).Prepend(fields),
        JsonArray elements => elements.SelectMany(Objects),
        _ => [],
    };
}
