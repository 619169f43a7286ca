using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Notifications;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

public sealed class PaymentReviewTests
{
    private static readonly PaymentNews News = new(PaymentWorld.Order.TrackingNumber, "stripe");

    [Fact]
    public async Task Money_that_comes_after_the_order_was_given_up_goes_back()
    {
        var world = new PaymentWorld();
        world.Psp.NextFault = Fault.RequestLate;
        await world.AuthorizeAsync(await world.VaultCardAsync());
        await world.ReverseAsync();
        world.Time.Advance(TimeSpan.FromMinutes(5));
        (await world.ReverseAsync()).ShouldBe(new ReversalResult(Confirmed: true, "nothing"));

        world.Psp.DeliverLate();
        world.Time.Advance(TimeSpan.FromMinutes(5));
        world.Psp.HoldsMoney.ShouldBeTrue();
        var review = await world.ReviewAsync(News);

        review.Finding.ShouldBeNull();
        world.Psp.HoldsMoney.ShouldBeFalse();
        world.Record!.Reversal!.Kind.ShouldBe("voided");
    }

    [Fact]
    public async Task Money_that_a_finished_order_has_lost_is_reported()
    {
        var world = await PaidAsync();
        world.Psp.TakeBack();

        var review = await world.ReviewAsync(News);

        review.ShouldBe(new PaymentReview("acme", "PAYMENT_LOST", "stripe says Reversed of a captured payment."));
    }

    [Fact]
    public async Task News_of_a_payment_that_stands_as_it_stood_are_no_finding()
    {
        var world = await PaidAsync();
        (await world.ReviewAsync(News)).ShouldBe(new PaymentReview("acme"));
        world.Psp.Captures.ShouldBe(1);
    }

    [Fact]
    public async Task News_of_no_payment_of_ours_are_no_finding()
    {
        (await new PaymentWorld().ReviewAsync(News)).ShouldBe(new PaymentReview());
        (await (await PaidAsync()).ReviewAsync(News with { Provider = "nobody" })).ShouldBe(new PaymentReview("acme"));
    }

    [Fact]
    public async Task A_psp_that_does_not_answer_is_a_fault_so_that_it_is_asked_again()
    {
        var world = await PaidAsync();
        world.Psp.NextFault = Fault.AnswerLost;
        await Should.ThrowAsync<InvalidOperationException>(() => world.ReviewAsync(News));
    }

    [Fact]
    public async Task An_attempt_that_was_refused_and_holds_money_after_all_is_given_back_beside_the_one_that_pays()
    {
        var world = new PaymentWorld(
            PaymentStatus.Declined, time => new ModelPsp(time, PaymentStatus.Authorized, "other"), "PROVIDER_ERROR");
        var token = await world.VaultCardAsync();
        var first = await world.AuthorizeAsync(token);
        await world.AuthorizeAsync(token, attempt: 2);
        await world.CaptureAsync();

        world.Psp.Revive();
        var review = await world.ReviewAsync(News with { PspReference = first.PspReference, IsStray = true });

        review.Finding.ShouldBeNull();
        world.Psp.HoldsMoney.ShouldBeFalse();
        world.Second!.OpenPayments.ShouldBe(1);
        world.Record!.Status.ShouldBe(PaymentStatus.Captured);
    }

    private static async Task<PaymentWorld> PaidAsync()
    {
        var world = new PaymentWorld();
        await world.AuthorizeAsync(await world.VaultCardAsync());
        (await world.CaptureAsync()).Status.ShouldBe(PaymentStatus.Captured);
        return world;
    }
}
