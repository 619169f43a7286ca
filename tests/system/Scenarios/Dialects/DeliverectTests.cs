using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using static Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect.DeliverectClient;
using static Checkout.SystemTests.Hosting.DeliverectPlatform;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Commerce platforms that speak Deliverect's API buy over the whole system, paid through this house.</summary>
public sealed class DeliverectTests(LocalSystem system) : IDisposable
{
    private readonly DeliverectPlatform platform = new(system);

    [Fact]
    public async Task A_shopper_pays_by_dpay_on_the_page_and_passes_the_challenge()
    {
        var order = Guid.NewGuid().ToString();
        var made = await platform.MadeAsync(order, Payment("dpay", 1600));

        var (_, bank) = await PaymentPageShopper.PayAsync(Page(made), Cards.Challenge);
        await Shopper.AnswerAsync(bank.ShouldNotBeNull().AbsoluteUri, "approve");

        var completed = await platform.UntilAsync(made, "completed", "authorized");
        completed["order"]!["channelOrderId"]!.GetValue<string>().ShouldBe(order);
        Page(completed).ShouldBe(Page(made));
        (await platform.LedgerOfAsync(made)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1600, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_refused_payment_leaves_the_checkout_open_and_another_one_completes_it()
    {
        var made = await platform.MadeAsync(null, Payment("dpay", 1600));
        await PaymentPageShopper.PayAsync(Page(made), Cards.Declined);
        var refused = await platform.UntilAsync(made, "open", "refused");
        refused["order"].ShouldBeNull();

        await PaymentPageShopper.PayAsync(Page(made), Cards.Frictionless);

        await platform.UntilAsync(made, "completed", "authorized");
        (await platform.LedgerOfAsync(made)).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task A_shopper_is_sent_straight_to_PayPal()
    {
        var made = await platform.MadeAsync(null, Payment("dpay", 1600, channel: "PayPal"));

        var page = await LocationOfAsync(Page(made));
        await Shopper.ReturnAsync(await Shopper.DecideAtPayPalAsync(page, "approve", "buyer@example.com"));

        await platform.UntilAsync(made, "completed", "authorized");
        (await platform.LedgerOfAsync(made)).Captured.ShouldBe(1600);
    }

    [Fact]
    public async Task A_gift_card_pays_its_part_elsewhere_and_the_shopper_the_rest()
    {
        var made = await platform.MadeAsync(null, Payment("gift_card", 600), Payment("dpay", 1000));

        await PaymentPageShopper.PayAsync(Page(made), Cards.Frictionless);

        await platform.UntilAsync(made, "completed", "authorized");
        (await platform.LedgerOfAsync(made)).Captured.ShouldBe(1000);
    }

    [Fact]
    public async Task An_order_submitted_at_the_merchants_API_reads_as_a_completed_checkout()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        var read = await platform.Client.CheckoutAsync(trackingNumber);

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

        var read = await platform.Client.CheckoutAsync(id);

        StatusOf(read).ShouldBe(("open", "pending"));
        read["basket"]!["payment"]!["total"]!.GetValue<long>().ShouldBe(900);
        read["basket"]!["charges"]!["deliveryFee"]!["gross"]!.GetValue<long>().ShouldBe(12_900);
    }

    [Fact]
    public async Task Another_merchant_does_not_see_it()
    {
        var made = await platform.MadeAsync(null, Payment("dpay", 1600));

        (await platform.Globex.RefusedAsync(HttpMethod.Get, $"v2/checkouts/{Id(made)}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_purchase_of_the_documentation_works()
    {
        var checkout = JsonNode.Parse(await DocumentedPurchase.RunAsync("deliverect.md", system))!;

        checkout["basket"]!["payment"]!["total"]!.GetValue<long>().ShouldBe(1500);
        await platform.UntilAsync(checkout, "completed", "authorized");
    }

    public void Dispose() => platform.Dispose();

    private static async Task<string> LocationOfAsync(string page)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var response = await browser.GetAsync(new Uri(page), TestContext.Current.CancellationToken);
        return response.Headers.Location.ShouldNotBeNull().AbsoluteUri;
    }
}
