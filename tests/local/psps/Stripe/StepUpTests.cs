using System.Net;

namespace Checkout.Local.Tests.Psps.Stripe;

public sealed class StepUpTests
{
    private const string WantsAuthentication = "4000002760003184";

    [Fact]
    public async Task An_issuer_that_wants_authentication_refuses_a_payment_without_it()
    {
        await using var psp = await PspHost.StartAsync();

        var reply = await psp.PayAsync(WantsAuthentication);

        reply.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        reply.ErrorText("code").ShouldBe("authentication_required");
        reply.ErrorText("decline_code").ShouldBe("authentication_required");
    }

    [Theory]
    [InlineData("any")]
    [InlineData("challenge")]
    public async Task After_a_step_up_it_authorises(string wanted)
    {
        await using var psp = await PspHost.StartAsync();

        var payment = await psp.PayAsync(WantsAuthentication, more: StepUp(wanted));
        payment.PaymentStatus.ShouldBe("requires_action");
        await psp.DecideAsync(payment, "approve");

        (await psp.GetAsync($"payment_intents/{payment.Id}")).PaymentStatus.ShouldBe("requires_capture");
        (await psp.LedgerAsync())["totals"]!["held"]!.GetValue<long>().ShouldBe(1499);
    }

    [Theory]
    [InlineData("automatic", "requires_capture")]
    [InlineData("any", "requires_capture")]
    [InlineData("challenge", "requires_action")]
    public async Task Any_card_is_challenged_when_a_challenge_is_wanted(string wanted, string status)
    {
        await using var psp = await PspHost.StartAsync();
        (await psp.PayAsync("4242424242424242", more: StepUp(wanted))).PaymentStatus.ShouldBe(status);
    }

    [Fact]
    public async Task Without_the_shopper_a_step_up_is_a_decline()
    {
        await using var psp = await PspHost.StartAsync();
        var reply = await psp.PayAsync(WantsAuthentication, more: StepUp("any") + "&off_session=true");
        reply.Status.ShouldBe(HttpStatusCode.PaymentRequired);
    }

    private static string StepUp(string wanted) => $"&payment_method_options[card][request_three_d_secure]={wanted}";
}
