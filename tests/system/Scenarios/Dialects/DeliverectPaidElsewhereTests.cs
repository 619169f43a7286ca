using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using static Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect.DeliverectClient;
using static Checkout.SystemTests.Hosting.DeliverectPlatform;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Checkouts of Deliverect's API that are paid elsewhere: the merchant tells what became of them.</summary>
public sealed class DeliverectPaidElsewhereTests(LocalSystem system) : IDisposable
{
    private readonly DeliverectPlatform platform = new(system);

    [Theory]
    [InlineData("third_party")]
    [InlineData("gift_card")]
    public async Task What_is_paid_elsewhere_already_completes_by_itself_and_nothing_is_charged_here(string type)
    {
        var made = await platform.MadeAsync(null, Payment(type, 1600));

        var completed = await platform.UntilAsync(made, "completed", "authorized");

        completed["payment"]!["action"]!.ToJsonString().ShouldBe("""{"type":"offline","paid":true}""");
        (await platform.LedgerOfAsync(made)).ShouldBe(new LedgerTotals(Charges: 0, Captured: 0, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_payment_elsewhere_waits_for_its_update_and_a_late_failure_takes_nothing_back()
    {
        var made = await platform.MadeAsync(null, Payment("third_party", 1600, isPrepaid: false));
        (await platform.UpdateAsync(made, "pending"))["status"]!.GetValue<string>().ShouldBe("open");

        var authorized = await platform.UpdateAsync(made, "authorized");
        var again = await platform.UpdateAsync(made, "authorized");
        var late = await platform.UpdateAsync(made, "failed");

        StatusOf(authorized).ShouldBe(("completed", "authorized"));
        authorized["order"].ShouldNotBeNull();
        JsonNode.DeepEquals(again, authorized).ShouldBeTrue();
        JsonNode.DeepEquals(late, authorized).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_payment_elsewhere_may_be_followed_by_another()
    {
        var request = await platform.RequestAsync(null, Payment("third_party", 1600, isPrepaid: false));
        var made = await platform.Client.OkAsync(HttpMethod.Post, "v2/checkouts", request);
        StatusOf(await platform.UpdateAsync(made, "refused")).ShouldBe(("open", "refused"));

        var next = await platform.Client.OkAsync(HttpMethod.Post, "v2/checkouts", request);

        next["payment"]!["id"]!.GetValue<string>().ShouldNotBe(made["payment"]!["id"]!.GetValue<string>(), StringComparer.Ordinal);
        StatusOf(await platform.UpdateAsync(made, "authorized")).ShouldBe(("open", "pending")); // of the first payment
        StatusOf(await platform.UpdateAsync(next, "authorized")).ShouldBe(("completed", "authorized"));
    }

    [Fact]
    public async Task A_failed_payment_elsewhere_ends_the_checkout()
    {
        var made = await platform.MadeAsync(null, Payment("third_party", 1600, isPrepaid: false));

        var failed = await platform.UpdateAsync(made, "failed");

        StatusOf(failed).ShouldBe(("failed", "failed"));
        failed["order"].ShouldBeNull();
        failed["payment"]!["action"].ShouldBeNull();
        StatusOf(await platform.UpdateAsync(made, "authorized")).ShouldBe(("failed", "failed"));
    }

    [Theory]
    [InlineData("HMAC")]
    [InlineData("X-Server-Authorization-HMAC-SHA256")]
    public async Task A_signed_update_names_its_payment_in_the_body(string header)
    {
        var made = await platform.MadeAsync(null, Payment("third_party", 1600, isPrepaid: false));
        var body = $$"""{"paymentId": "{{made["payment"]!["id"]}}", "status": "authorized"}""";

        (await platform.SendSignedAsync(header, body, "another secret")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.SendSignedAsync(header, body.Replace("authorized", "refused", StringComparison.Ordinal), signed: body))
            .Status.ShouldBe(HttpStatusCode.Unauthorized);
        var (status, checkout) = await platform.SendSignedAsync(header, body);

        status.ShouldBe(HttpStatusCode.OK);
        StatusOf(checkout).ShouldBe(("completed", "authorized"));
        (await platform.SendSignedAsync(header, """{"paymentId": "6643861d0c1914c93a846b79", "status": "authorized"}"""))
            .Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_checkout_sent_twice_is_paid_once()
    {
        var request = await platform.RequestAsync(null, Payment("third_party", 1600));
        var first = await platform.Client.OkAsync(HttpMethod.Post, "v2/checkouts", request);
        await platform.UntilAsync(first, "completed", "authorized");

        var again = await platform.Client.OkAsync(HttpMethod.Post, "v2/checkouts", request);

        again["payment"]!["id"]!.GetValue<string>().ShouldBe(first["payment"]!["id"]!.GetValue<string>());
        request["note"] = "another one";
        var (status, body) = await platform.Client.RefusedAsync(HttpMethod.Post, "v2/checkouts", request);
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body!["code"]!.GetValue<string>().ShouldBe("basket_not_open");
    }

    [Theory]
    [InlineData("authorized", "refused", "failed")]
    [InlineData("pending", "authorized", "pending")]
    [InlineData("refused", "authorized", "failed")]
    [InlineData("failed", "refused", "authorized")]
    public async Task Of_updates_in_any_order_the_first_word_counts(string first, string second, string third)
    {
        var made = await platform.MadeAsync(null, Payment("third_party", 1600, isPrepaid: false));
        foreach (var word in new[] { first, second, third })
        {
            await platform.UpdateAsync(made, word);
        }

        var counts = first is "pending" ? second : first;
        await platform.UntilAsync(made, counts switch { "authorized" => "completed", "refused" => "open", _ => "failed" }, counts);
    }

    [Fact]
    public async Task The_same_checkout_sent_at_once_is_paid_once()
    {
        var request = (await platform.RequestAsync(null, Payment("third_party", 1600))).ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync()));

        answers.ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.Conflict);
        var made = await platform.Client.OkAsync(HttpMethod.Post, "v2/checkouts", JsonNode.Parse(request));
        await platform.UntilAsync(made, "completed", "authorized");
        (await platform.SessionOfAsync(made)).Attempts.Count.ShouldBe(1);

        async Task<HttpStatusCode> SendAsync()
        {
            using var response = await platform.Client.SendAsync(HttpMethod.Post, "v2/checkouts", JsonNode.Parse(request));
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_checkout_that_a_crash_has_left_without_its_payment_is_paid_when_it_comes_again()
    {
        var request = await platform.RequestAsync(null, Payment("third_party", 1600));
        await platform.DecideOnlyAsync(request);

        var made = await platform.Client.OkAsync(HttpMethod.Post, "v2/checkouts", request);

        await platform.UntilAsync(made, "completed", "authorized");
    }

    public void Dispose() => platform.Dispose();
}
