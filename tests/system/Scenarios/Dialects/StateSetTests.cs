using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Clients of StateSet's API buy over the whole system.</summary>
public sealed class StateSetTests(LocalSystem system)
{
    private const string Wish =
        """
        {"items":[{"id":"item_123","quantity":2}],
         "buyer":{"first_name":"John","last_name":"Doe","email":"[email protected]","phone_number":"+1234567890"},
         "fulfillment_address":{"name":"John Doe","line_one":"123 Main St","line_two":"Apt 4B","city":"San Francisco","state":"CA","country":"US",
          "postal_code":"94105"}}
        """;

    private AcpAgent Agent => new(system.Api, AcpSpecification.Older);

    [Fact]
    public async Task A_client_creates_changes_pays_and_reads_a_checkout()
    {
        var created = await SendAsync(HttpMethod.Post, "/v1/checkouts", Wish);
        created.Status.ShouldBe(HttpStatusCode.Created, created.Text);
        created.Word("status").ShouldBe("ready_for_payment");
        var fast = await SendAsync(HttpMethod.Post, $"/v1/checkouts/{created.Id}", """{"fulfillment_option_id":"shipping_fast"}""");
        fast.Total("total").ShouldBe(2150);
        (fast.Total("subtotal") + fast.Total("fulfillment") + fast.Total("tax")).ShouldBe(2150);

        var paid = await CompleteAsync(created.Id, await Agent.TokenAsync(created.Id, Cards.Frictionless));

        paid.Word("status").ShouldBe("completed", paid.Text);
        paid.Body["payment"]!["amount"]!.GetValue<long>().ShouldBe(2150);
        paid.Body["payment"]!["status"]!.GetValue<string>().ShouldBe("succeeded");
        var read = await SendAsync(HttpMethod.Get, $"/v1/checkouts/{created.Id}");
        read.Word("order_id").ShouldBe(paid.Word("order_id"));
        (await Ledger.OfAsync(system.Psps, paid.Word("order_id"))).ShouldBe(new LedgerTotals(Charges: 1, Captured: 2150, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_shopper_confirms_at_the_bank()
    {
        var id = (await SendAsync(HttpMethod.Post, "/v1/checkouts", Wish)).Id;
        var challenged = await CompleteAsync(id, await Agent.TokenAsync(id, Cards.Challenge));
        challenged.Word("status").ShouldBe("in_progress");

        var content = challenged.Body["messages"]!.AsArray().Single()!["content"]!.GetValue<string>();
        await Shopper.AnswerAsync(content.Split(' ')[^1], "approve");

        (await Agent.UntilAsync(id, "completed")).OrderId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_declined_card_leaves_the_checkout_ready_for_another_one()
    {
        var id = (await SendAsync(HttpMethod.Post, "/v1/checkouts", Wish)).Id;

        var declined = await CompleteAsync(id, await Agent.TokenAsync(id, Cards.Declined));
        (declined.Word("status"), declined.Tells("payment_declined")).ShouldBe(("ready_for_payment", true));

        (await CompleteAsync(id, await Agent.TokenAsync(id, Cards.Frictionless))).Word("status").ShouldBe("completed");
    }

    [Fact]
    public async Task A_checkout_that_is_given_up_stays_so()
    {
        var id = (await SendAsync(HttpMethod.Post, "/v1/checkouts", Wish)).Id;
        (await SendAsync(HttpMethod.Post, $"/v1/checkouts/{id}/cancel")).Word("status").ShouldBe("canceled");
        (await SendAsync(HttpMethod.Post, $"/v1/checkouts/{id}/cancel")).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Orders_and_sessions_of_other_dialects_are_read()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await SendAsync(HttpMethod.Get, $"/v1/checkouts/{trackingNumber}")).Word("order_id").ShouldBe(trackingNumber);

        var id = (await new AcpAgent(system.Api, AcpSpecification.Newer).CreatedAsync()).Id;
        (await SendAsync(HttpMethod.Get, $"/v1/checkouts/{id}")).Word("status").ShouldBe("ready_for_payment");
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("YOUR_API_KEY", HttpStatusCode.Unauthorized)]
    [InlineData(AcpAgent.Globex, HttpStatusCode.NotFound)]
    public async Task Who_does_not_show_the_merchants_key_sees_nothing(string? key, HttpStatusCode status)
    {
        var id = (await SendAsync(HttpMethod.Post, "/v1/checkouts", Wish)).Id;
        (await SendAsync(HttpMethod.Get, $"/v1/checkouts/{id}", key: key)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_key_that_may_only_read_does_not_write()
    {
        const string Reader = "sk_dev_acme_operator_123456789"; // checkouts:read and operate
        var refused = await SendAsync(HttpMethod.Post, "/v1/checkouts", Wish, Reader);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Word("code").ShouldBe("forbidden");
        (await SendAsync(HttpMethod.Get, "/v1/checkouts/cs_none", key: Reader)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")] // some programs write a byte order mark before JSON
    public async Task The_same_key_creates_one_checkout(string preamble)
    {
        var idempotencyKey = Guid.NewGuid().ToString();
        var first = await SendAsync(HttpMethod.Post, "/v1/checkouts", preamble + Wish, idempotencyKey: idempotencyKey);
        var second = await SendAsync(HttpMethod.Post, "/v1/checkouts", preamble + Wish, idempotencyKey: idempotencyKey);

        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        second.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task The_token_of_the_vendors_documentation_pays()
    {
        var id = (await SendAsync(HttpMethod.Post, "/v1/checkouts", Wish)).Id;
        (await CompleteAsync(id, "spt_123")).Word("status").ShouldBe("completed");
    }

    private Task<AcpAnswer> CompleteAsync(string id, string token) => SendAsync(
        HttpMethod.Post, $"/v1/checkouts/{id}/complete", $$"""{"payment_data":{"token":"{{token}}","provider":"stripe"} }""");

    private async Task<AcpAnswer> SendAsync(
        HttpMethod method, string path, string? body = null, string? key = AcpAgent.Acme, string? idempotencyKey = null)
    {
        using var http = new HttpClient { BaseAddress = system.Api };
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new AcpAnswer(
            response.StatusCode, JsonNode.Parse(text).ShouldNotBeNull(), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
    }
}
