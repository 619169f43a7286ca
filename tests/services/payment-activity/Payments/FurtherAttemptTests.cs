using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

public sealed class FurtherAttemptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_soft_decline_for_want_of_authentication_is_tried_again_with_3ds_at_the_same_psp()
    {
        var world = new PaymentWorld(PaymentStatus.Declined, reasonCode: "AUTHENTICATION_REQUIRED");
        var token = await world.VaultCardAsync();

        var first = await world.AuthorizeAsync(token);
        first.TryAgain.ShouldBeTrue();
        first.Decline.ShouldBe(new PaymentDecline(DeclineKind.Soft, DeclineAdvice.Authenticate));
        (await world.Vault.FindCardAsync(token, new("trk_1", 1), Cancel)).ShouldNotBeNull();

        (await world.AuthorizeAsync(token, attempt: 2)).Status.ShouldBe(PaymentStatus.ActionRequired);
        world.Record!.Authorization!.Authenticate.ShouldBeTrue();
        (await world.Vault.FindCardAsync(token, new("trk_1", 1), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_challenge_that_fails_after_a_step_up_is_the_end()
    {
        var world = new PaymentWorld(PaymentStatus.Declined, reasonCode: "AUTHENTICATION_REQUIRED");
        var token = await world.VaultCardAsync();
        await world.AuthorizeAsync(token);
        await world.AuthorizeAsync(token, attempt: 2);

        world.Psp.EndChallenge(passed: false);

        (await world.ConfirmAsync()).ShouldSatisfyAllConditions(
            result => result.Status.ShouldBe(PaymentStatus.Declined), result => result.TryAgain.ShouldBeFalse());
    }

    [Fact]
    public async Task What_one_psp_could_not_do_another_one_does()
    {
        var world = WithSecond("PROVIDER_ERROR");
        var token = await world.VaultCardAsync();

        (await world.AuthorizeAsync(token)).TryAgain.ShouldBeTrue();
        var second = await world.AuthorizeAsync(token, attempt: 2);

        second.Status.ShouldBe(PaymentStatus.Authorized);
        world.Record!.Authorization!.Provider.ShouldBe("other");
        world.Record.Earlier.ShouldHaveSingleItem().Provider.ShouldBe("stripe");
        world.Psp.HoldsMoney.ShouldBeFalse();
        world.Second!.OpenPayments.ShouldBe(1);
    }

    [Theory]
    [InlineData("CARD_DECLINED")]
    [InlineData("INSUFFICIENT_FUNDS")]
    [InlineData("EXPIRED_CARD")]
    public async Task What_the_issuer_has_refused_goes_nowhere_else(string reasonCode)
    {
        var world = WithSecond(reasonCode);
        (await world.AuthorizeAsync(await world.VaultCardAsync())).TryAgain.ShouldBeFalse();
        world.Second!.Authorizations.ShouldBe(0);
    }

    [Fact]
    public async Task A_psp_that_the_merchant_forces_is_never_left()
    {
        var world = WithSecond("PROVIDER_ERROR");
        (await world.AuthorizeAsync(await world.VaultCardAsync(), provider: "stripe")).TryAgain.ShouldBeFalse();
    }

    [Fact]
    public async Task An_outcome_that_is_not_known_goes_nowhere_else()
    {
        var world = WithSecond("PROVIDER_ERROR");
        world.Psp.NextFault = Fault.AnswerLost;

        var first = await world.AuthorizeAsync(await world.VaultCardAsync());

        first.Status.ShouldBe(PaymentStatus.Unknown);
        first.TryAgain.ShouldBeFalse();
        world.Second!.Authorizations.ShouldBe(0);
    }

    [Fact]
    public async Task Another_amount_than_the_orders_is_no_payment_and_is_given_back()
    {
        var world = new PaymentWorld();
        world.Psp.Held = new Money(1500, "EUR");
        var token = await world.VaultCardAsync();

        var result = await world.AuthorizeAsync(token);
        result.Status.ShouldBe(PaymentStatus.Mismatched);
        result.ReasonCode.ShouldBe("AMOUNT_MISMATCH");
        (await world.CaptureAsync()).Status.ShouldBe(PaymentStatus.Mismatched);
        world.Psp.Captures.ShouldBe(0);

        (await world.ReverseAsync()).ShouldBe(new ReversalResult(Confirmed: true, "voided"));
        world.Psp.HoldsMoney.ShouldBeFalse();
    }

    [Fact]
    public async Task The_timeline_tells_each_step_once_with_its_attempt_and_psp()
    {
        var world = WithSecond("PROVIDER_ERROR");
        var token = await world.VaultCardAsync();
        await world.AuthorizeAsync(token);
        world.Second!.NextFault = Fault.AnswerLost;
        await world.AuthorizeAsync(token, attempt: 2);
        await world.AuthorizeAsync(token, attempt: 2);
        await world.CaptureAsync();

        world.Record!.Timeline.Select(line => $"{line.Step} {line.Outcome} {line.Provider} {line.Number} {line.Code}").ShouldBe(
        [
            "authorize sent stripe 1 ",
            "authorize Declined stripe 1 PROVIDER_ERROR",
            "authorize sent other 2 ",
            "authorize Unknown other 2 PSP_TIMEOUT",
            "authorize sent other 2 ",
            "authorize Authorized other 2 ",
            "capture Captured other 2 ",
        ]);
    }

    private static PaymentWorld WithSecond(string reasonCode) => new(
        PaymentStatus.Declined, time => new ModelPsp(time, PaymentStatus.Authorized, "other"), reasonCode);
}
