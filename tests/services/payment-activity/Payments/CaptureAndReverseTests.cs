using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Notifications;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

public sealed class CaptureAndReverseTests
{
    [Fact]
    public async Task A_repeated_capture_takes_the_amount_once()
    {
        var world = await AuthorizedAsync();
        world.Psp.NextFault = Fault.AnswerLost;

        (await world.CaptureAsync()).Status.ShouldBe(PaymentStatus.Unknown);
        (await world.InquireAsync()).Status.ShouldBe(PaymentStatus.Captured);
        (await world.CaptureAsync()).Status.ShouldBe(PaymentStatus.Captured);

        world.Psp.Captures.ShouldBe(1);
    }

    [Fact]
    public async Task A_capture_that_is_only_received_is_pending_and_not_yet_a_capture()
    {
        var world = await AuthorizedAsync();
        world.Psp.KeepsCapturesPending = true;

        (await world.CaptureAsync()).Status.ShouldBe(PaymentStatus.Pending);
        (await world.InquireAsync()).Status.ShouldBe(PaymentStatus.Authorized);

        world.Psp.KeepsCapturesPending = false;
        (await world.CaptureAsync()).Status.ShouldBe(PaymentStatus.Captured);
    }

    [Fact]
    public async Task Nothing_is_captured_once_the_reversal_was_asked_for()
    {
        var world = await AuthorizedAsync();
        world.Psp.NextFault = Fault.RequestLost;
        (await world.ReverseAsync()).Confirmed.ShouldBeFalse();

        var result = await world.CaptureAsync();

        result.Status.ShouldBe(PaymentStatus.Declined);
        result.ReasonCode.ShouldBe(ReasonCodes.Reversed);
        world.Psp.Captures.ShouldBe(0);
    }

    [Fact]
    public async Task A_reversal_is_repeated_until_the_psp_confirms_it_and_then_stays_confirmed()
    {
        var world = await AuthorizedAsync();
        world.Psp.NextFault = Fault.AnswerLost;

        (await world.ReverseAsync()).Confirmed.ShouldBeFalse();
        (await world.ReverseAsync()).Confirmed.ShouldBeTrue();
        world.Psp.NextFault = Fault.RequestLost;
        (await world.ReverseAsync()).ShouldBe(new ReversalResult(Confirmed: true, "voided"));

        (await world.InquireAsync()).Status.ShouldBe(PaymentStatus.Reversed);
    }

    [Fact]
    public async Task An_unknown_authorisation_is_not_believed_to_be_nothing_before_it_would_show()
    {
        var world = new PaymentWorld();
        var token = await world.VaultCardAsync();
        world.Psp.NextFault = Fault.RequestLate;
        await world.AuthorizeAsync(token);

        (await world.ReverseAsync()).Confirmed.ShouldBeFalse();
        world.Psp.DeliverLate();
        world.Psp.HoldsMoney.ShouldBeTrue();
        world.Time.Advance(TimeSpan.FromSeconds(70));

        (await world.ReverseAsync()).Confirmed.ShouldBeTrue();
        world.Psp.HoldsMoney.ShouldBeFalse();
    }

    [Fact]
    public async Task An_order_that_never_authorised_has_nothing_to_capture_or_to_find()
    {
        var world = new PaymentWorld();
        (await world.CaptureAsync()).ReasonCode.ShouldBe("NOT_AUTHORIZED");
        (await world.InquireAsync()).Status.ShouldBe(PaymentStatus.NotFound);
    }

    [Fact]
    public async Task A_challenge_that_the_shopper_passed_is_learnt_by_asking()
    {
        var world = new PaymentWorld(PaymentStatus.ActionRequired);
        var required = await world.AuthorizeAsync(await world.VaultCardAsync());
        required.Action.ShouldNotBeNull().RedirectUrl.ShouldBe("https://acs.example/1");

        (await world.ConfirmAsync()).Status.ShouldBe(PaymentStatus.ActionRequired);
        world.Psp.EndChallenge(passed: true);
        var confirmed = await world.ConfirmAsync();

        confirmed.Status.ShouldBe(PaymentStatus.Authorized);
        confirmed.Action.ShouldBeNull();
    }

    [Fact]
    public async Task A_paid_card_is_stored_once_however_often_it_pays()
    {
        var world = new PaymentWorld();
        await world.AuthorizeAsync(await world.VaultCardAsync("Jane's Visa"), store: true);
        await world.CaptureAsync();
        await world.CaptureAsync();

        var stored = (await world.Methods.ListAsync("acme", "cu.00.482", TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

        stored.PspToken.ShouldBe("pm_model");
        stored.Method.MaskedCardNumber.ShouldBe("411111******1111");
        stored.Method.CardType.ShouldBe("Visa");
        stored.Method.CardAlias.ShouldBe("Jane's Visa");
        (stored.Method.ExpireMonth, stored.Method.ExpireYear, stored.Method.State).ShouldBe(("12", "2029", "Active"));
        stored.Method.PaymentMethodUrn.ShouldStartWith("pm_");
    }

    [Fact]
    public async Task A_card_is_not_stored_unless_it_was_asked_for()
    {
        var world = await AuthorizedAsync();
        await world.CaptureAsync();
        (await world.Methods.ListAsync("acme", "cu.00.482", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_card_whose_token_is_told_after_the_capture_is_stored_then()
    {
        var world = new PaymentWorld { Psp = { Token = null } };
        await world.AuthorizeAsync(await world.VaultCardAsync(), store: true);
        await world.CaptureAsync();
        (await world.Methods.ListAsync("acme", "cu.00.482", TestContext.Current.CancellationToken)).ShouldBeNull();

        world.Psp.Token = "pm_late";
        (await world.ReviewAsync(new PaymentNews("trk_1", world.Psp.Identifier))).Finding.ShouldBeNull();

        world.Record.ShouldNotBeNull().StoredMethodUrn.ShouldNotBeNull();
    }

    private static async Task<PaymentWorld> AuthorizedAsync()
    {
        var world = new PaymentWorld();
        (await world.AuthorizeAsync(await world.VaultCardAsync())).Status.ShouldBe(PaymentStatus.Authorized);
        return world;
    }
}
