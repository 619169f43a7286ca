using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Requests;
using Checkout.Services.Tests.CheckoutApi.Submission;
using FsCheck;
using FsCheck.Fluent;

namespace Checkout.Services.Tests.CheckoutApi.Requests;

public sealed class AliasTests
{
    /// <summary>The vendor's table of aliases, by the object in which each counts.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Aliases = new(StringComparer.Ordinal)
    {
        [""] = new(StringComparer.Ordinal) { ["order"] = "ORD", ["paymentMethod"] = "PMT" },
        ["order"] = new(StringComparer.Ordinal)
        {
            ["offerIdentifier"] = "OID", ["correlationId"] = "CLD", ["items"] = "ITM", ["customer"] = "CUST",
        },
        ["items"] = new(StringComparer.Ordinal) { ["itemIdentifier"] = "ITM", ["parentItemIdentifier"] = "PURN", ["quantity"] = "QTY" },
        ["paymentMethod"] = new(StringComparer.Ordinal)
        {
            ["paymentChannel"] = "TP", ["providerIdentifier"] = "PI", ["useStoredMethod"] = "UM", ["creditCard"] = "CC",
            ["storeMethodSuccessPayment"] = "SM",
        },
        ["creditCard"] = new(StringComparer.Ordinal)
        {
            ["cardHolderName"] = "CHN", ["cardNumber"] = "CN", ["expireYear"] = "EY", ["expireMonth"] = "EM", ["cvc"] = "CVC",
            ["cardAlias"] = "CA", ["useStoredMethod"] = "USM", ["storedMethodUrn"] = "SMU", ["storedMethodToken"] = "SMT",
        },
    };

    [Fact]
    public void Every_alias_alone_means_its_field()
    {
        using var full = Read(VendorOrders.EveryField());
        using var brief = Read(Rewritten(VendorOrders.EveryField(), string.Empty, _ => Spelling.Alias, items => items));

        full.UnknownFields.ShouldBe(0);
        brief.UnknownFields.ShouldBe(0);
        brief.Canonical.ToArray().ShouldBe(full.Canonical.ToArray());
        brief.Value!.Order!.Items![1]!.ParentItemIdentifier.ShouldBe("it_ab1");
        brief.Value.PaymentMethod!.CreditCard!.CardNumber.Reveal().ShouldBe("4111111111111111");
        brief.ErrorsBy(Validator).ShouldBeEmpty();
    }

    [Fact]
    public void A_card_number_in_any_other_text_is_refused_and_not_repeated()
    {
        var order = VendorOrders.EveryField();
        order["order"]!["correlationId"] = "4111 1111 1111 1111";

        using var read = Read(order);

        read.ErrorsBy(Validator)["order.correlationId"].ShouldBe(["Must not hold a card number."]);
        System.Text.Encoding.UTF8.GetString(read.Canonical.Span).ShouldNotContain("4111 1111");
    }

    [Fact]
    public void Any_mixture_of_names_and_aliases_in_any_order_is_the_same_request()
    {
        using var plain = Read(VendorOrders.EveryField());
        var expected = plain.Canonical.ToArray();

        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            using var mixed = Read(Rewritten(
                VendorOrders.EveryField(),
                string.Empty,
                _ => (Spelling)random.Next(4),
                members => [.. members.OrderBy(_ => random.Next())]));
            return mixed.Canonical.Span.SequenceEqual(expected) && mixed.ErrorsBy(Validator).Count == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData("""{"order":{"offerIdentifier":"of_1","OID":"of_2"}}""", "order.OID", "Differs from order.offerIdentifier")]
    [InlineData("""{"order":{"OID":"of_1","offerIdentifier":null}}""", "order.offerIdentifier", "Differs from order.OID")]
    [InlineData("""{"order":{"offerIdentifier":"of_1"},"ORD":{"offerIdentifier":"of_2"}}""", "ORD", "Differs from order,")]
    [InlineData("""{"order":{"OID":"of_1","OID":"of_2"}}""", "order.OID", "Differs from order.OID")]
    [InlineData("""{"PMT":{"CC":{"CN":"4111111111111111","cardNumber":"4242"}}}""", "PMT.CC.cardNumber", "Differs from PMT.CC.CN")]
    public void A_field_given_twice_with_different_values_is_refused(string json, string path, string message) =>
        Errors(json)[path].ShouldHaveSingleItem().ShouldStartWith(message);

    [Theory]
    [InlineData("""{"ORD":{"ITM":[{"ITM":"it_1","QTY":0}]}}""", "ORD.ITM[0].QTY")]
    [InlineData("""{"ORD":{"ITM":[{"ITM":"it_1"},{"QTY":1}]}}""", "ORD.ITM[1].itemIdentifier")]
    [InlineData("""{"Order":{"CUST":{"IPADDRESS":"1"}}}""", "Order.CUST.IPADDRESS")]
    [InlineData("""{"PMT":{"TP":"CreditCard","CC":{"CN":"4111111111111112"}}}""", "PMT.CC.CN")]
    [InlineData("""{"PMT":{"TP":"CreditCard","CC":{}}}""", "PMT.CC.cardHolderName")]
    [InlineData("""{"PMT":{"TP":"CreditCard","UM":true,"CC":{}}}""", "PMT.CC.storedMethodUrn")]
    [InlineData("""{"PMT":7}""", "PMT")]
    [InlineData("""{"ORD":{"ITM":{}}}""", "ORD.ITM")]
    [InlineData("""{"ORD":{"ITM":[7]}}""", "ORD.ITM[0]")]
    [InlineData("""{"ORD":{"ITM":[{"QTY":1.5}]}}""", "ORD.ITM[0].QTY")]
    [InlineData("""{"ORD":{"ITM":[{"QTY":99999999999}]}}""", "ORD.ITM[0].QTY")]
    [InlineData("""{"PMT":{"UM":"yes"}}""", "PMT.UM")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public void An_error_is_at_the_path_as_the_caller_wrote_it(string json, string path) => Errors(json).ContainsKey(path).ShouldBeTrue();

    [Fact]
    public void What_is_of_the_wrong_type_is_not_also_missing() =>
        Errors("""{"order":{"offerIdentifier":7}}""")["order.offerIdentifier"].ShouldBe(["Must be a string."]);

    [Fact]
    public void Unknown_fields_are_ignored_and_counted()
    {
        var order = VendorOrders.FreshCard();
        order["colour"] = "red";
        order["order"]!["ITEMS_"] = new JsonArray(1, 2);
        order["paymentMethod"]!["creditCard"]!["CHN2"] = new JsonObject { ["a"] = 1 };

        using var read = Read(order);

        read.UnknownFields.ShouldBe(3);
        read.ErrorsBy(Validator).ShouldBeEmpty();
    }

    [Fact]
    public void No_error_repeats_a_value()
    {
        var order = VendorOrders.FreshCard();
        var card = order["paymentMethod"]!["creditCard"]!;
        card["cardNumber"] = "4111111111111112";
        card["CN"] = 5555555555554444;
        card["cvc"] = "98765";
        card["expireYear"] = 2029;

        using var read = Read(order);
        var text = JsonSerializer.Serialize(read.ErrorsBy(Validator));

        text.ShouldNotContain("4111111111111112");
        text.ShouldNotContain("5555555555554444");
        text.ShouldNotContain("98765");
        text.ShouldNotContain("2029");
    }

    private static CheckoutRequestValidator Validator => new(new ManualTime());

    private static Dictionary<string, string[]> Errors(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var read = RequestReader.Read<CheckoutRequest>(document.RootElement);
        return read.ErrorsBy(Validator);
    }

    private static ReadRequest<CheckoutRequest> Read(JsonNode order)
    {
        using var document = JsonDocument.Parse(order.ToJsonString());
        return RequestReader.Read<CheckoutRequest>(document.RootElement);
    }

    private enum Spelling
    {
        Name,
        Alias,
        Both,
        OtherCase,
    }

    private static JsonNode Rewritten(
        JsonNode node,
        string owner,
        Func<string, Spelling> choose,
        Func<List<KeyValuePair<string, JsonNode?>>, List<KeyValuePair<string, JsonNode?>>> arrange)
    {
        if (node is JsonArray array)
        {
            return new JsonArray([.. array.Select(element => Rewritten(element!, owner, choose, arrange))]);
        }

        if (node is not JsonObject members)
        {
            return node.DeepClone();
        }

        var spelled = new List<KeyValuePair<string, JsonNode?>>();
        foreach (var (name, value) in members)
        {
            var alias = Aliases.GetValueOrDefault(owner)?.GetValueOrDefault(name) ?? name;
            string[] names = choose(name) switch
            {
                Spelling.Name => [name],
                Spelling.Alias => [alias],
                Spelling.Both => [.. new[] { name, alias }.Distinct(StringComparer.Ordinal)],
                _ => [alias.ToLowerInvariant()],
            };
            spelled.AddRange(names.Select(spelling =>
                KeyValuePair.Create(spelling, value is null ? null : Rewritten(value, name, choose, arrange))));
        }

        return new JsonObject(arrange(spelled));
    }
}
