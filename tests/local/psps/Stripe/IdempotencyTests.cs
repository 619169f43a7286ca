using System.Net;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task The_same_request_under_the_same_key_gets_the_same_answer_and_no_second_payment()
    {
        await using var psp = await PspHost.StartAsync();

        var first = await psp.PayAsync("4242424242424242", key: "trk_1:authorize:1");
        var second = await psp.PayAsync("4242424242424242", key: "trk_1:authorize:1");

        first.Replayed.ShouldBeFalse();
        second.Replayed.ShouldBeTrue();
        JsonNode.DeepEquals(second.Body, first.Body).ShouldBeTrue();
        second.RequestId.ShouldNotBe(first.RequestId, StringComparer.Ordinal);
        (await psp.LedgerAsync())["payments"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_decline_is_replayed_too()
    {
        await using var psp = await PspHost.StartAsync();

        var first = await psp.PayAsync("4000000000000002", key: "k");
        var second = await psp.PayAsync("4000000000000002", key: "k");

        second.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        second.Replayed.ShouldBeTrue();
        JsonNode.DeepEquals(second.Body, first.Body).ShouldBeTrue();
    }

    [Theory]
    [InlineData("payment_intents", "amount=501&currency=eur")]
    [InlineData("refunds", "amount=500&currency=eur")]
    public async Task Another_request_under_a_used_key_is_refused(string path, string form)
    {
        await using var psp = await PspHost.StartAsync();
        await psp.PostAsync("payment_intents", "amount=500&currency=eur", key: "k");

        var other = await psp.PostAsync(path, form, key: "k");

        other.Status.ShouldBe(HttpStatusCode.BadRequest);
        other.ErrorText("type").ShouldBe("idempotency_error");
        other.Replayed.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_card_number_under_a_used_key_is_refused_although_numbers_are_not_kept()
    {
        await using var psp = await PspHost.StartAsync();
        await psp.PayAsync("4242424242424242", key: "k");

        (await psp.PayAsync("5555555555554444", key: "k")).ErrorText("type").ShouldBe("idempotency_error");
    }

    [Fact]
    public async Task A_request_that_never_began_leaves_its_key_free()
    {
        await using var psp = await PspHost.StartAsync();

        (await psp.PostAsync("payment_intents", "currency=eur", key: "k")).ErrorText("code").ShouldBe("parameter_missing");

        (await psp.PostAsync("payment_intents", "amount=500&currency=eur", key: "k")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_challenge_without_a_way_back_leaves_nothing_behind()
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.PostAsync(
            "payment_intents",
            "amount=500&currency=eur&confirm=true&payment_method=pm_card_threeDSecure2Required&metadata[tracking_number]=trk_1",
            key: "k");

        reply.ErrorText("param").ShouldBe("return_url");
        (await psp.LedgerAsync())["payments"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_callers_with_one_key_make_one_payment()
    {
        await using var psp = await PspHost.StartAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => psp.PayAsync("4242424242424242", key: "k")));

        var paid = replies.Where(reply => reply.Status == HttpStatusCode.OK).Select(reply => reply.Id);
        paid.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.OK || reply.Status == HttpStatusCode.Conflict);
        (await psp.LedgerAsync())["payments"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answers_are_replayed_after_a_restart_on_the_same_ledger()
    {
        using var folder = new TemporaryFolder();
        StripeReply first;
        await using (var psp = await PspHost.StartAsync(folder.File("ledger.db")))
        {
            first = await psp.PayAsync("4242424242424242", key: "k");
        }

        await using var restarted = await PspHost.StartAsync(folder.File("ledger.db"));
        var second = await restarted.PayAsync("4242424242424242", key: "k");

        second.Replayed.ShouldBeTrue();
        second.Id.ShouldBe(first.Id);
        (await restarted.PayAsync("5555555555554444", key: "k")).ErrorText("type").ShouldBe("idempotency_error");
    }
}
