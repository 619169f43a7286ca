using System.Net;

namespace Checkout.Local.Tests.Psps.AccessControl;

public sealed class ChallengeTests
{
    [Fact]
    public async Task The_page_shows_who_is_paid_how_much_and_with_which_card()
    {
        await using var psp = await PspHost.StartAsync(more: "--Psp:MerchantName=Ada & Sons");
        var (_, challenge) = await ChallengeAsync(psp);

        using var response = await psp.Http.GetAsync(challenge, PspHost.Cancelled);
        var html = await response.Content.ReadAsStringAsync(PspHost.Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldContain("Ada &amp; Sons");
        html.ShouldContain("14.99 EUR");
        html.ShouldContain("3220");
        html.ShouldContain("id=\"approve\"");
        html.ShouldContain("id=\"reject\"");
        html.ShouldNotContain("<script");
        response.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task An_approved_challenge_authorises_and_sends_the_shopper_back()
    {
        await using var psp = await PspHost.StartAsync();
        var (payment, challenge) = await ChallengeAsync(psp);
        payment.PaymentStatus.ShouldBe("requires_action");

        var back = await DecideAsync(psp, challenge, "approve");

        back.ShouldBe($"http://shop.test/return/1?a=b&payment_intent={payment.Id}&redirect_status=succeeded");
        var authorised = await psp.GetAsync($"payment_intents/{payment.Id}");
        authorised.PaymentStatus.ShouldBe("requires_capture");
        authorised.Body["next_action"].ShouldBeNull();
    }

    [Fact]
    public async Task A_rejected_challenge_leaves_the_payment_without_a_method()
    {
        await using var psp = await PspHost.StartAsync();
        var (payment, challenge) = await ChallengeAsync(psp);

        (await DecideAsync(psp, challenge, "reject")).ShouldEndWith("redirect_status=failed");

        var failed = await psp.GetAsync($"payment_intents/{payment.Id}");
        failed.PaymentStatus.ShouldBe("requires_payment_method");
        failed.Body["last_payment_error"]!["code"]!.GetValue<string>().ShouldBe("payment_intent_authentication_failure");
    }

    [Theory]
    [InlineData("approve", "reject", "succeeded", "You approved")]
    [InlineData("reject", "approve", "failed", "You rejected")]
    public async Task A_challenge_is_decided_once(string first, string second, string status, string title)
    {
        await using var psp = await PspHost.StartAsync();
        var (_, challenge) = await ChallengeAsync(psp);

        await DecideAsync(psp, challenge, first);

        (await DecideAsync(psp, challenge, second)).ShouldEndWith($"redirect_status={status}");
        (await psp.Http.GetStringAsync(challenge, PspHost.Cancelled)).ShouldContain(title);
        var entries = (await psp.LedgerAsync())["payments"]![0]!["entries"]!.AsArray();
        var kinds = entries.Select(entry => entry!["kind"]!.GetValue<string>()).ToList();
        kinds.Count(kind => kind is "challenge_approved" or "challenge_rejected").ShouldBe(1);
    }

    [Fact]
    public async Task Shoppers_who_press_twice_at_the_same_time_pay_once()
    {
        await using var psp = await PspHost.StartAsync();
        var (_, challenge) = await ChallengeAsync(psp);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DecideAsync(psp, challenge, "approve")));

        (await psp.LedgerAsync())["payments"]![0]!["authorized"]!.GetValue<long>().ShouldBe(1499);
    }

    [Fact]
    public async Task A_cancelled_payment_takes_its_challenge_with_it()
    {
        await using var psp = await PspHost.StartAsync();
        var (payment, challenge) = await ChallengeAsync(psp);
        await psp.PostAsync($"payment_intents/{payment.Id}/cancel", "");

        (await DecideAsync(psp, challenge, "approve")).ShouldEndWith("redirect_status=failed");

        (await psp.GetAsync($"payment_intents/{payment.Id}")).PaymentStatus.ShouldBe("canceled");
        (await psp.Http.GetStringAsync(challenge, PspHost.Cancelled)).ShouldContain("no longer waits");
    }

    [Fact]
    public async Task A_new_confirmation_replaces_the_challenge()
    {
        await using var psp = await PspHost.StartAsync();
        var (payment, first) = await ChallengeAsync(psp);
        var again = await psp.PostAsync(
            $"payment_intents/{payment.Id}/confirm", "payment_method=pm_card_threeDSecure2Required&return_url=http://shop.test/return/2");

        (await DecideAsync(psp, first, "approve")).ShouldEndWith("redirect_status=failed");
        (await DecideAsync(psp, ChallengeOf(again), "approve")).ShouldStartWith("http://shop.test/return/2?");

        (await psp.GetAsync($"payment_intents/{payment.Id}")).PaymentStatus.ShouldBe("requires_capture");
    }

    [Fact]
    public async Task A_challenge_can_be_decided_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string path;
        await using (var psp = await PspHost.StartAsync(folder.File("ledger.db")))
        {
            path = (await ChallengeAsync(psp)).Challenge.AbsolutePath;
        }

        await using var restarted = await PspHost.StartAsync(folder.File("ledger.db"));

        (await DecideAsync(restarted, new Uri(restarted.Http.BaseAddress.ShouldNotBeNull(), path), "approve")).ShouldEndWith("succeeded");
    }

    [Fact]
    public async Task An_unknown_challenge_gives_a_page_that_helps()
    {
        await using var psp = await PspHost.StartAsync();

        using var response = await psp.Http.GetAsync("/acs/acs_none", PspHost.Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(PspHost.Cancelled)).ShouldContain("start the payment again");
    }

    [Fact]
    public async Task A_form_without_a_decision_decides_nothing()
    {
        await using var psp = await PspHost.StartAsync();
        var (payment, challenge) = await ChallengeAsync(psp);

        using var response = await psp.Http.PostAsync(challenge, content: null, PspHost.Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await psp.GetAsync($"payment_intents/{payment.Id}")).PaymentStatus.ShouldBe("requires_action");
    }

    private static async Task<(StripeReply Payment, Uri Challenge)> ChallengeAsync(PspHost psp)
    {
        var payment = await psp.PayAsync("4000000000003220");
        return (payment, ChallengeOf(payment));
    }

    private static Uri ChallengeOf(StripeReply payment) =>
        new(payment.Body["next_action"]!["redirect_to_url"]!["url"]!.GetValue<string>());

    private static async Task<string> DecideAsync(PspHost psp, Uri challenge, string outcome)
    {
        using var form = new FormUrlEncodedContent([new("outcome", outcome)]);
        using var response = await psp.Http.PostAsync(challenge, form, PspHost.Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return response.Headers.Location.ShouldNotBeNull().OriginalString;
    }
}
