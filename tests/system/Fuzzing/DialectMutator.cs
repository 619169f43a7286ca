using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.SystemTests.Fuzzing;

/// <summary>A good request of a dialect. <c>{id}</c> in its path is the dialect's session, <c>{card}</c> in its body a card number.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path.</param>
/// <param name="Body">JSON; null for none.</param>
internal sealed record DialectCall(string Method, string Path, string? Body = null);

/// <summary>A dialect as its clients speak it.</summary>
/// <param name="Create">Makes a session; the answer has its <c>id</c>.</param>
/// <param name="Others">What else can be asked.</param>
/// <param name="Headers">Header fields of every request.</param>
internal sealed record FuzzedDialect(
    DialectCall Create, IReadOnlyList<DialectCall> Others, IReadOnlyList<(string Name, string Value)> Headers)
{
    private const string Buyer = """{"first_name":"Jane","last_name":"Doe","email":"jane@example.com","phone_number":"+4912345"}""";

    private const string Address =
        """{"name":"Jane Doe","line_one":"Main St 1","line_two":"","city":"Berlin","state":"BE","country":"DE","postal_code":"10115"}""";

    private const string Delegation =
        """
        {"payment_method":{"type":"card","card_number_type":"fpan","virtual":false,"number":"{card}","exp_month":"11","exp_year":"2029",
         "name":"Jane Doe","cvc":"223","display_card_funding_type":"credit","display_brand":"visa","display_last4":"1111","metadata":{}},
         "allowance":{"reason":"one_time","max_amount":100000,"currency":"eur","checkout_session_id":"{id}","merchant_id":"acme",
         "expires_at":"2099-01-01T00:00:00Z"},"risk_signals":[{"type":"card_testing","score":10,"action":"authorized"}],"metadata":{"a":"b"}}
        """;

    private static readonly (string, string) Key = ("Authorization", "Bearer sk_dev_acme_sample_123456789");

    public static FuzzedDialect OlderAcp { get; } = Agents("/checkout_sessions", [Key, ("API-Version", "2025-09-29")]);

    public static FuzzedDialect StateSet { get; } = Agents("/v1/checkouts", [Key]);

    public static FuzzedDialect NewerAcp { get; } = new(
        new("POST", "/checkout_sessions", $$$"""
            {"line_items":[{"id":"item_123","quantity":2}],"currency":"eur","capabilities":{"interventions":{"supported":["3ds"]}},"buyer":{{{Buyer}}},
             "fulfillment_details":{"name":"Jane Doe","email":"jane@example.com","address":{{{Address}}}},"discounts":{"codes":["WELCOME"]}}
            """),
        [
            new("GET", "/checkout_sessions/{id}"),
            new("POST", "/checkout_sessions/{id}", $$"""
                {"line_items":[{"id":"it_ab1","quantity":1}],"buyer":{{Buyer}},"selected_fulfillment_options":[{"type":"shipping",
                 "option_id":"shipping_fast","item_ids":["item_123"]}]}
                """),
            new("POST", "/checkout_sessions/{id}/complete", """
                {"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"spt_123"}}}}
                """),
            new("POST", "/checkout_sessions/{id}/cancel", """{"intent_trace":{"reason_code":"price_sensitivity"}}"""),
            new("POST", "/agentic_commerce/delegate_payment", Delegation),
        ],
        [Key, ("API-Version", "2026-04-17")]);

    public static FuzzedDialect Ucp { get; } = new(
        new("POST", "/checkout-sessions", """
            {"line_items":[{"id":"li_1","item":{"id":"item_123"},"quantity":1}],"buyer":{"first_name":"Jane","email":"jane@example.com"},
             "fulfillment":{"methods":[{"type":"shipping","destinations":[{"id":"home","street_address":"Main St 1","address_locality":"Berlin",
             "postal_code":"10115","address_country":"DE"}],"groups":[{"selected_option_id":"shipping_fast"}]}]},"discounts":{"codes":["WELCOME"]}}
            """),
        [
            new("GET", "/checkout-sessions/{id}"),
            new("PUT", "/checkout-sessions/{id}", """{"line_items":[{"item":{"id":"it_ab1"},"quantity":2}],"currency":"EUR"}"""),
            new("POST", "/checkout-sessions/{id}/complete", """
                {"payment":{"instruments":[{"id":"i1","handler_id":"card","type":"card","selected":true,"credential":{"type":"card",
                 "card_number_type":"fpan","number":"{card}","expiry_month":12,"expiry_year":2029,"name":"Jane Doe","cvc":"123"}}]}}
                """),
            new("POST", "/checkout-sessions/{id}/cancel"),
            new("GET", "/orders/{id}"),
        ],
        [Key, ("UCP-Agent", "profile=\"https://platform.example/.well-known/ucp\"")]);

    /// <summary>Deliverect's; <paramref name="token"/> is an access token.</summary>
    public static FuzzedDialect Deliverect(string token) => new(
        new("POST", "/commerce/65c35d109a19b819b7cf78d8/baskets", """
            {"storeId":"65eee6a9984a1bc1b9637c59","fulfillment":{"type":"pickup"},"items":[{"menuId":"m1","plu":"STK-01","quantity":1,
             "subItems":[]}],"customer":{"name":"Test","email":"test@example.com"},"tips":[{"type":"restaurant","amount":100}]}
            """),
        [
            new("GET", "/commerce/65c35d109a19b819b7cf78d8/baskets/{id}"),
            new("POST", "/commerce/65c35d109a19b819b7cf78d8/v2/checkouts", """
                {"basket":{"id":"{id}"},"payments":[{"type":"third_party","externalId":"e1","isPrepaid":true,"amount":1600,"metadata":{}}],
                 "order":{"channelOrderId":"fuzzed","channelOrderDisplayId":"1","by":"Jane","courier":{}},"note":"No salad"}
                """),
            new("GET", "/commerce/65c35d109a19b819b7cf78d8/v2/checkouts/{id}"),
            new("POST", "/oauth/token", """
                {"client_id":"65c35d109a19b819b7cf78d8","client_secret":"wrong","grant_type":"client_credentials","audience":"a"}
                """),
        ],
        [("Authorization", $"Bearer {token}")]);

    private static FuzzedDialect Agents(string root, IReadOnlyList<(string Name, string Value)> headers) => new(
        new("POST", root, $$"""{"items":[{"id":"item_123","quantity":2}],"buyer":{{Buyer}},"fulfillment_address":{{Address}}}"""),
        [
            new("GET", root + "/{id}"),
            new("POST", root + "/{id}", """{"items":[{"id":"it_ab1","quantity":1}],"fulfillment_option_id":"shipping_fast"}"""),
            new("POST", root + "/{id}/complete", $$$"""
                {"buyer":{{{Buyer}}},"payment_data":{"token":"spt_123","provider":"stripe","billing_address":{{{Address}}}}}
                """),
            new("POST", root + "/{id}/cancel"),
            new("POST", "/agentic_commerce/delegate_payment", Delegation),
        ],
        headers);
}

/// <summary>Makes broken requests of a dialect from good ones.</summary>
/// <param name="random">Decides; the same seed makes the same requests.</param>
internal sealed class DialectMutator(Random random)
{
    private readonly JsonMutator json = new(random);

    /// <summary>A request to a session, broken most of the time.</summary>
    public FuzzedRequest Next(FuzzedDialect dialect, string sessionId)
    {
        var call = random.Next(3) == 0 ? dialect.Create : json.Pick(dialect.Others);
        var card = json.CardNumber();
        var id = random.Next(8) == 0 ? Uri.EscapeDataString(json.Text()) : sessionId;
        var body = call.Body is null ? null : Body(call.Body.Replace("{id}", sessionId, StringComparison.Ordinal), card);
        return new FuzzedRequest(call.Method, call.Path.Replace("{id}", id, StringComparison.Ordinal), body, json.ContentType(), Headers(dialect), card);
    }

    private byte[] Body(string good, string card)
    {
        var text = good.Replace("{card}", card, StringComparison.Ordinal);
        return random.Next(4) == 0 ? Encoding.UTF8.GetBytes(text) : json.Broken(JsonNode.Parse(text)!, card);
    }

    // Each request has a key of its own; now and then one is left out, or broken.
    private List<(string Name, string Value)> Headers(FuzzedDialect dialect)
    {
        var headers = dialect.Headers.Where(_ => random.Next(40) != 0).ToList();
        headers.Add(("Idempotency-Key", random.Next(20) == 0 ? "same" : random.NextInt64().ToString(CultureInfo.InvariantCulture)));
        return random.Next(10) == 0 ? [.. headers, .. json.Headers()] : headers;
    }
}
