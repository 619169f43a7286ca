using Checkout.Contracts.Payments;
using Checkout.Payments;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

public sealed class AuthorizePaymentTests
{
    [Fact]
    public async Task A_redelivery_gets_the_first_answer_without_another_call()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();

        var first = await world.AuthorizeAsync(token);
        var second = await world.AuthorizeAsync(token);

        first.Status.ShouldBe(PaymentStatus.Authorized);
        second.ShouldBe(first);
        world.Psp.Authorizations.ShouldBe(1);
    }

    [Theory]
    [InlineData(PaymentStatus.Authorized)]
    [InlineData(PaymentStatus.Declined)]
    [InlineData(PaymentStatus.ActionRequired)]
    public async Task The_card_is_gone_from_the_vault_once_the_psp_has_answered(PaymentStatus answer)
    {
        var world = new PaymentWorld(answer);
        var token = await world.VaultCardAsync();

        (await world.AuthorizeAsync(token)).Status.ShouldBe(answer);

        (await world.Vault.FindCardAsync(token, new("trk_1", 1), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task The_card_stays_while_the_outcome_is_unknown()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();
        world.Psp.NextFault = Fault.AnswerLost;

        var result = await world.AuthorizeAsync(token);

        result.Status.ShouldBe(PaymentStatus.Unknown);
        result.ReasonCode.ShouldBe("PSP_TIMEOUT");
        (await world.Vault.FindCardAsync(token, new("trk_1", 1), TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unknown_outcome_is_sent_again_as_the_same_attempt()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();
        world.Psp.NextFault = Fault.AnswerLost;
        await world.AuthorizeAsync(token);

        (await world.AuthorizeAsync(token)).Status.ShouldBe(PaymentStatus.Authorized);

        world.Psp.Authorizations.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_lost_on_its_way_is_not_found_only_when_a_search_would_show_it()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();
        world.Psp.NextFault = Fault.RequestLost;
        await world.AuthorizeAsync(token);

        var early = await world.InquireAsync();
        world.Time.Advance(TimeSpan.FromSeconds(70));
        var settled = await world.InquireAsync();

        early.Status.ShouldBe(PaymentStatus.Unknown);
        early.ReasonCode.ShouldBe("PSP_NOT_YET_FOUND");
        settled.Status.ShouldBe(PaymentStatus.NotFound);
        (await world.AuthorizeAsync(token)).Status.ShouldBe(PaymentStatus.Authorized);
        world.Psp.Authorizations.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_day_an_unknown_outcome_is_asked_for_and_not_sent_again()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();
        world.Psp.NextFault = Fault.AnswerLost;
        await world.AuthorizeAsync(token);
        world.Time.Advance(TimeSpan.FromHours(24));

        (await world.AuthorizeAsync(token)).Status.ShouldBe(PaymentStatus.Authorized);

        world.Psp.Authorizations.ShouldBe(1);
    }

    [Fact]
    public async Task A_reversed_order_is_refused_and_never_sent()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();
        (await world.ReverseAsync()).ShouldBe(new ReversalResult(Confirmed: true, "nothing"));

        var result = await world.AuthorizeAsync(token);

        result.Status.ShouldBe(PaymentStatus.Declined);
        result.ReasonCode.ShouldBe(ReasonCodes.Reversed);
        world.Psp.Authorizations.ShouldBe(0);
        (await world.Vault.FindCardAsync(token, new("trk_1", 1), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_outlives_its_reversal_is_given_back_by_itself()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();
        world.Psp.BeforeArrival = () =>
        {
            world.Time.Advance(TimeSpan.FromMinutes(10));
            world.ReverseAsync().GetAwaiter().GetResult().Confirmed.ShouldBeTrue();
        };

        var result = await world.AuthorizeAsync(token);

        result.ReasonCode.ShouldBe(ReasonCodes.Reversed);
        world.Psp.Authorizations.ShouldBe(1);
        world.Psp.HoldsMoney.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_attempt_is_sent_only_after_the_first_was_refused()
    {
        var world = new PaymentWorld(PaymentStatus.Declined, reasonCode: "AUTHENTICATION_REQUIRED");
        await world.AuthorizeAsync(await world.VaultCardAsync());
        await world.AuthorizeAsync(await world.VaultCardAsync(), attempt: 2);
        world.Psp.Authorizations.ShouldBe(2);

        var other = new PaymentWorld();
        await other.AuthorizeAsync(await other.VaultCardAsync());
        (await other.AuthorizeAsync(await other.VaultCardAsync(), attempt: 2)).Status.ShouldBe(PaymentStatus.Authorized);
        other.Psp.Authorizations.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_provider_is_a_decline()
    {
        var world = new PaymentWorld();
        var result = await world.AuthorizeAsync(await world.VaultCardAsync(), provider: "nobody");
        result.Status.ShouldBe(PaymentStatus.Declined);
        result.ReasonCode.ShouldBe("PROVIDER_UNKNOWN");
    }

    [Theory]
    [InlineData("card_00112233445566778899aabbccddeeff")]
    [InlineData("../payment-trk_1")]
    [InlineData(null)]
    public async Task A_token_that_the_vault_does_not_know_is_a_decline(string? token)
    {
        var result = await new PaymentWorld().AuthorizeAsync(token);
        result.Status.ShouldBe(PaymentStatus.Declined);
        result.ReasonCode.ShouldBe("CARD_TOKEN_EXPIRED");
    }

    [Fact]
    public async Task Nothing_that_is_stored_holds_the_card_in_any_usual_encoding()
    {
        var world = new PaymentWorld();
        var waiting = await world.VaultCardAsync();
        world.Psp.NextFault = Fault.AnswerLost;
        await world.AuthorizeAsync(waiting, store: true);
        await world.AuthorizeAsync(waiting, store: true);
        await world.CaptureAsync();
        await world.VaultCardAsync();

        var stored = string.Concat(world.Dapr.Documents);

        stored.ShouldContain("411111******1111");
        foreach (var needle in CardDataScan.Needles(TestCards.Visa).Concat(CardDataScan.Needles("\"securityCode\":\"737\"")))
        {
            stored.ShouldNotContain(needle, Case.Insensitive);
        }
    }
}
