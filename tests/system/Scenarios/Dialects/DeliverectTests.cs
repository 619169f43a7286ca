using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;
using Checkout.SystemTests.Hosting;
using static Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect.DeliverectClient;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Commerce platforms that speak Deliverect's API buy over the whole system.</summary>
public sealed class DeliverectTests : IDisposable
{
    private const string Account = "65c35d109a19b819b7cf78d8";
    private const string SigningKey = "bG9jYWwtdXJiLWl0LXN0b3JlLWtleS1mb3ItYWNtZSE=";

    private static readonly LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);

    private readonly LocalSystem system;
    private readonly HttpClient http;
    private readonly DeliverectClient client;

    public DeliverectTests(LocalSystem system)
    {
        this.system = system;
        http = new HttpClient { BaseAddress = system.Api };
        client = new DeliverectClient(() => http, Account, "sk_dev_acme_sample_123456789", Account);
    }

    [Fact]
    public async Task A_shopper_pays_by_dpay_on_the_page_and_passes_the_challenge()
    {
        var order = Guid.NewGuid().ToString();
        var made = await MadeAsync(order, Payment("dpay", 1600));

        var (_, bank) = await PaymentPageShopper.PayAsync(Page(made), Cards.Challenge);
        await Shopper.AnswerAsync(bank.ShouldNotBeNull().AbsoluteUri, "approve");

        var completed = await UntilAsync(made, "completed", "authorized");
        completed["order"]!["channelOrderId"]!.GetValue<string>().ShouldBe(order);
        Page(completed).ShouldBe(Page(made));
        (await LedgerOfAsync(made)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1600, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_refused_payment_leaves_the_checkout_open_and_another_one_completes_it()
    {
        var made = await MadeAsync(null, Payment("dpay", 1600));
        await PaymentPageShopper.PayAsync(Page(made), Cards.Declined);
        var refused = await UntilAsync(made, "open", "refused");
        refused["order"].ShouldBeNull();

        await PaymentPageShopper.PayAsync(Page(made), Cards.Frictionless);

        await UntilAsync(made, "completed", "authorized");
        (await LedgerOfAsync(made)).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task A_shopper_is_sent_straight_to_PayPal()
    {
        var made = await MadeAsync(null, Payment("dpay", 1600, channel: "PayPal"));

        var page = await LocationOfAsync(Page(made));
        await Shopper.ReturnAsync(await Shopper.DecideAtPayPalAsync(page, "approve", "buyer@example.com"));

        await UntilAsync(made, "completed", "authorized");
        (await LedgerOfAsync(made)).Captured.ShouldBe(1600);
    }

    [Fact]
    public async Task A_gift_card_pays_its_part_elsewhere_and_the_shopper_the_rest()
    {
        var made = await MadeAsync(null, Payment("gift_card", 600), Payment("dpay", 1000));

        await PaymentPageShopper.PayAsync(Page(made), Cards.Frictionless);

        await UntilAsync(made, "completed", "authorized");
        (await LedgerOfAsync(made)).Captured.ShouldBe(1000);
    }

    [Theory]
    [InlineData("third_party")]
    [InlineData("gift_card")]
    public async Task What_is_paid_elsewhere_already_completes_by_itself_and_nothing_is_charged_here(string type)
    {
        var made = await MadeAsync(null, Payment(type, 1600));

        var completed = await UntilAsync(made, "completed", "authorized");

        completed["payment"]!["action"]!.ToJsonString().ShouldBe("""{"type":"offline","paid":true}""");
        (await LedgerOfAsync(made)).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_payment_elsewhere_waits_for_its_update_and_a_late_failure_takes_nothing_back()
    {
        var made = await MadeAsync(null, Payment("third_party", 1600, isPrepaid: false));
        (await UpdateAsync(made, "pending"))["status"]!.GetValue<string>().ShouldBe("open");

        var authorized = await UpdateAsync(made, "authorized");
        var again = await UpdateAsync(made, "authorized");
        var late = await UpdateAsync(made, "failed");

        StatusOf(authorized).ShouldBe(("completed", "authorized"));
        authorized["order"].ShouldNotBeNull();
        JsonNode.DeepEquals(again, authorized).ShouldBeTrue();
        JsonNode.DeepEquals(late, authorized).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_payment_elsewhere_may_be_followed_by_another()
    {
        var request = await RequestAsync(null, Payment("third_party", 1600, isPrepaid: false));
        var made = await client.OkAsync(HttpMethod.Post, "v2/checkouts", request);
        StatusOf(await UpdateAsync(made, "refused")).ShouldBe(("open", "refused"));

        var next = await client.OkAsync(HttpMethod.Post, "v2/checkouts", request);

        next["payment"]!["id"]!.GetValue<string>().ShouldNotBe(made["payment"]!["id"]!.GetValue<string>(), StringComparer.Ordinal);
        StatusOf(await UpdateAsync(made, "authorized")).ShouldBe(("open", "pending")); // of the first payment
        StatusOf(await UpdateAsync(next, "authorized")).ShouldBe(("completed", "authorized"));
    }

    [Fact]
    public async Task A_failed_payment_elsewhere_ends_the_checkout()
    {
        var made = await MadeAsync(null, Payment("third_party", 1600, isPrepaid: false));

        var failed = await UpdateAsync(made, "failed");

        StatusOf(failed).ShouldBe(("failed", "failed"));
        failed["order"].ShouldBeNull();
        failed["payment"]!["action"].ShouldBeNull();
        StatusOf(await UpdateAsync(made, "authorized")).ShouldBe(("failed", "failed"));
    }

    [Theory]
    [InlineData("HMAC")]
    [InlineData("X-Server-Authorization-HMAC-SHA256")]
    public async Task A_signed_update_names_its_payment_in_the_body(string header)
    {
        var made = await MadeAsync(null, Payment("third_party", 1600, isPrepaid: false));
        var body = $$"""{"paymentId": "{{made["payment"]!["id"]}}", "status": "authorized"}""";

        (await SendSignedAsync(header, body, "another secret")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendSignedAsync(header, body.Replace("authorized", "refused", StringComparison.Ordinal), SigningKey, signed: body))
            .Status.ShouldBe(HttpStatusCode.Unauthorized);
        var (status, checkout) = await SendSignedAsync(header, body, SigningKey);

        status.ShouldBe(HttpStatusCode.OK);
        StatusOf(checkout).ShouldBe(("completed", "authorized"));
        (await SendSignedAsync(header, """{"paymentId": "6643861d0c1914c93a846b79", "status": "authorized"}""", SigningKey))
            .Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_checkout_sent_twice_is_paid_once()
    {
        var request = await RequestAsync(null, Payment("third_party", 1600));
        var first = await client.OkAsync(HttpMethod.Post, "v2/checkouts", request);
        await UntilAsync(first, "completed", "authorized");

        var again = await client.OkAsync(HttpMethod.Post, "v2/checkouts", request);

        again["payment"]!["id"]!.GetValue<string>().ShouldBe(first["payment"]!["id"]!.GetValue<string>());
        request["note"] = "another one";
        var (status, body) = await client.RefusedAsync(HttpMethod.Post, "v2/checkouts", request);
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body!["code"]!.GetValue<string>().ShouldBe("basket_not_open");
    }

    [Fact]
    public async Task An_order_submitted_at_the_merchants_API_reads_as_a_completed_checkout()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        var read = await client.CheckoutAsync(trackingNumber);

        StatusOf(read).ShouldBe(("completed", "authorized"));
        read["basket"]!["payment"]!["total"]!.GetValue<long>().ShouldBe(1499);
        read["basket"]!["items"]![0]!["plu"]!.GetValue<string>().ShouldBe("it_ab1");
    }

    [Fact]
    public async Task A_checkout_of_another_dialect_reads_as_one_of_this()
    {
        var shop = new UrbItStore(system.Api);
        var created = await shop.CreatedAsync(UrbItStore.Order(Guid.NewGuid().ToString(), "https://shop.example/thanks"));
        var id = new Uri(created["checkout_url"]!.GetValue<string>()).Segments[^1];

        var read = await client.CheckoutAsync(id);

        StatusOf(read).ShouldBe(("open", "pending"));
        read["basket"]!["payment"]!["total"]!.GetValue<long>().ShouldBe(900);
        read["basket"]!["charges"]!["deliveryFee"]!["gross"]!.GetValue<long>().ShouldBe(12_900);
    }

    [Fact]
    public async Task Another_merchant_does_not_see_it()
    {
        var made = await MadeAsync(null, Payment("dpay", 1600));
        const string Globex = "0b7d5c1e-93a4-4f0b-8a57-6f1f0f8b2c11";
        var globex = new DeliverectClient(() => http, Globex, "sk_dev_globex_sample_987654321", Globex);

        (await globex.RefusedAsync(HttpMethod.Get, $"v2/checkouts/{Id(made)}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonObject> RequestAsync(string? order, params JsonObject[] payments) =>
        Purchase(Id(await client.BasketAsync()), order, payments);

    private async Task<JsonNode> MadeAsync(string? order, params JsonObject[] payments)
    {
        var made = await client.OkAsync(HttpMethod.Post, "v2/checkouts", await RequestAsync(order, payments));
        made["failureReason"].ShouldBeNull();
        return made;
    }

    private Task<JsonNode> UpdateAsync(JsonNode checkout, string status)
    {
        var paymentId = checkout["payment"]!["id"]!.GetValue<string>();
        return client.OkAsync(
            HttpMethod.Post,
            $"v2/checkouts/{Id(checkout)}/payments/{paymentId}",
            new JsonObject { ["paymentId"] = paymentId, ["status"] = status });
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendSignedAsync(string header, string body, string secret, string? signed = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/commerce/{Account}/payment_update", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(
            header,
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed ?? body))));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private async Task<JsonNode> UntilAsync(JsonNode checkout, string status, string payment)
    {
        JsonNode? latest = null;
        await Eventually.HoldsAsync(async () =>
        {
            latest = await client.CheckoutAsync(Id(checkout));
            return StatusOf(latest) == (status, payment);
        }, () => $"It did not become {status} and {payment}: {latest?.ToJsonString()}");
        return latest!;
    }

    /// <summary>The PSPs' books of all attempts of a checkout.</summary>
    private async Task<LedgerTotals> LedgerOfAsync(JsonNode checkout)
    {
        var sessions = (Api.Sessions.SessionBook)system.CheckoutServices.GetService(typeof(Api.Sessions.SessionBook))!;
        var session = await sessions.FindAsync(Merchant.Tenant, Id(checkout), TestContext.Current.CancellationToken);
        var totals = Nothing;
        foreach (var attempt in session.ShouldNotBeNull().Attempts)
        {
            var one = await Ledger.OfAsync(system.Psps, attempt.TrackingNumber);
            totals = new LedgerTotals(
                totals.Charges + one.Charges, totals.Captured + one.Captured, totals.Refunded + one.Refunded, totals.Held + one.Held);
        }

        return totals;
    }

    private static async Task<string> LocationOfAsync(string page)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var response = await browser.GetAsync(new Uri(page), TestContext.Current.CancellationToken);
        return response.Headers.Location.ShouldNotBeNull().AbsoluteUri;
    }

    private static (string Checkout, string Payment) StatusOf(JsonNode checkout) =>
        (checkout["status"]!.GetValue<string>(), checkout["payment"]!["status"]!.GetValue<string>());

    private static string Id(JsonNode document) => document["id"]!.GetValue<string>();

    private static string Page(JsonNode checkout) => checkout["payment"]!["action"]!["url"]!.GetValue<string>();
}
