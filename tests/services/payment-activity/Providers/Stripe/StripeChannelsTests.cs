using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Stripe;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

public sealed class StripeChannelsTests(SimulatedStripe stripe) : IClassFixture<SimulatedStripe>
{
    private const long Amount = 1499;

    private static readonly PayerData Payer = new("Ada Example", "ada@example.test", "DE");

    private readonly string trackingNumber = $"trk_{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PaymentChannel.CreditCard, "EUR", true)]
    [InlineData(PaymentChannel.CreditCard, "BHD", true)]
    [InlineData(PaymentChannel.CreditCard, "IQD", false)]
    [InlineData(PaymentChannel.Klarna, "SEK", true)]
    [InlineData(PaymentChannel.Klarna, "JPY", false)]
    [InlineData(PaymentChannel.SEPA, "EUR", true)]
    [InlineData(PaymentChannel.SEPA, "USD", false)]
    [InlineData(PaymentChannel.Bank, "EUR", true)]
    [InlineData(PaymentChannel.Bank, "GBP", false)]
    [InlineData(PaymentChannel.PayPal, "EUR", false)]
    public void Each_channel_has_its_currencies(PaymentChannel channel, string currency, bool taken) =>
        StripeChannels.Takes(channel, currency).ShouldBe(taken);

    [Fact]
    public async Task Klarna_is_approved_on_its_page_held_and_captured()
    {
        var required = await AuthorizeAsync(PaymentChannel.Klarna, Payer);
        required.Status.ShouldBe(PaymentStatus.ActionRequired);

        await SimulatedStripe.AnswerChallengeAsync(Url(required), "approve");
        var held = await stripe.Provider().ConfirmAsync(Reference(required), Cancel);
        held.Status.ShouldBe(PaymentStatus.Authorized);
        held.Amount.ShouldBe(new Money(Amount, "EUR"));

        (await stripe.Provider().CaptureAsync(Reference(required), new Money(Amount, "EUR"), 1, Cancel))
            .Status.ShouldBe(PaymentStatus.Captured);
        (await stripe.TotalsAsync(trackingNumber)).ShouldBe(new(Charges: 1, Amount, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_bank_transfer_is_approved_at_the_bank_and_taken_at_once()
    {
        var required = await AuthorizeAsync(PaymentChannel.Bank, payer: null);
        await SimulatedStripe.AnswerChallengeAsync(Url(required), "approve");

        var taken = await stripe.Provider().ConfirmAsync(Reference(required), Cancel);

        taken.Status.ShouldBe(PaymentStatus.Captured);
        taken.Amount.ShouldBe(new Money(Amount, "EUR"));
        (await ReverseAsync(required)).ShouldBe(new ProviderReversal(Confirmed: true, "refunded", required.Result.PspReference));
        (await stripe.Provider().InquireAsync(Reference(required), Cancel)).Status.ShouldBe(PaymentStatus.Reversed);
    }

    [Theory]
    [InlineData(PaymentChannel.Klarna, "SHOPPER_CANCELLED")]
    [InlineData(PaymentChannel.Bank, "AUTHENTICATION_FAILED")]
    public async Task A_shopper_who_does_not_approve_is_a_decline(PaymentChannel channel, string reasonCode)
    {
        var required = await AuthorizeAsync(channel, Payer);
        await SimulatedStripe.AnswerChallengeAsync(Url(required), "reject");
        (await stripe.Provider().ConfirmAsync(Reference(required), Cancel)).Result.ReasonCode.ShouldBe(reasonCode);
    }

    [Theory]
    [InlineData("AT611904300234573201", "payment_intent.succeeded", PaymentStatus.Captured, null)]
    [InlineData("AT861904300235473202", "payment_intent.payment_failed", PaymentStatus.Declined, "DO_NOT_HONOR")]
    public async Task A_direct_debit_is_pending_until_its_bank_has_been_heard(
        string iban, string kind, PaymentStatus expected, string? reasonCode)
    {
        var pending = await AuthorizeAsync(PaymentChannel.SEPA, Payer with { Iban = new Sensitive(iban) });
        pending.Status.ShouldBe(PaymentStatus.Pending);

        (await stripe.UntilToldAsync(trackingNumber, kind)).PspReference.ShouldBe(pending.Result.PspReference);

        var settled = await stripe.Provider().InquireAsync(Reference(pending), Cancel);
        settled.Status.ShouldBe(expected);
        settled.Result.ReasonCode.ShouldBe(reasonCode);
    }

    [Fact]
    public async Task A_direct_debit_that_is_at_the_bank_cannot_be_given_back_yet()
    {
        var pending = await AuthorizeAsync(PaymentChannel.SEPA, Payer with { Iban = new Sensitive("AT321904300235473204") });
        var early = await ReverseAsync(pending);
        early.Confirmed.ShouldBeFalse();
        early.NumberSpent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_direct_debit_that_was_paid_is_refunded()
    {
        var pending = await AuthorizeAsync(PaymentChannel.SEPA, Payer with { Iban = new Sensitive("AT611904300234573201") });
        await stripe.UntilToldAsync(trackingNumber, "payment_intent.succeeded");

        (await ReverseAsync(pending)).ShouldBe(new ProviderReversal(Confirmed: true, "refunded", pending.Result.PspReference));

        (await stripe.TotalsAsync(trackingNumber)).ShouldBe(new(Charges: 1, Amount, Refunded: Amount, Held: 0));
    }

    [Fact]
    public async Task A_soft_decline_is_paid_after_a_step_up()
    {
        var card = TestCards.Card("4000002760003184");
        var refused = await stripe.Provider().AuthorizeAsync(Request(PaymentChannel.CreditCard, null) with { Card = card }, Cancel);
        refused.Result.ReasonCode.ShouldBe("AUTHENTICATION_REQUIRED");

        var required = await stripe.Provider().AuthorizeAsync(
            Request(PaymentChannel.CreditCard, null) with { Card = card, Attempt = 2, Authenticate = true }, Cancel);
        await SimulatedStripe.AnswerChallengeAsync(Url(required), "approve");

        var reference = Reference(required) with { Attempt = 2 };
        (await stripe.Provider().ConfirmAsync(reference, Cancel)).Status.ShouldBe(PaymentStatus.Authorized);
    }

    [Fact]
    public async Task Another_amount_than_was_asked_for_is_told()
    {
        var card = TestCards.Card("4000000000001109");
        var held = await stripe.Provider().AuthorizeAsync(Request(PaymentChannel.CreditCard, null) with { Card = card }, Cancel);
        held.Status.ShouldBe(PaymentStatus.Authorized);
        held.Amount.ShouldBe(new Money(1350, "EUR"));
    }

    [Theory]
    [InlineData(1499, "JPY")]
    [InlineData(5120, "KWD")]
    [InlineData(7, "ISK")]
    public async Task Currencies_without_cents_are_held_exactly(long minorUnits, string currency)
    {
        var request = Request(PaymentChannel.CreditCard, null) with { Amount = new Money(minorUnits, currency), Card = TestCards.Card() };
        var held = await stripe.Provider().AuthorizeAsync(request, Cancel);
        held.Amount.ShouldBe(request.Amount);
        (await stripe.Provider().CaptureAsync(Reference(held), request.Amount, 1, Cancel)).Amount.ShouldBe(request.Amount);
    }

    [Fact]
    public async Task An_amount_that_stripe_cannot_be_asked_for_exactly_is_declined_before_it_is_sent()
    {
        var request = Request(PaymentChannel.CreditCard, null) with { Amount = new Money(5121, "KWD"), Card = TestCards.Card() };
        (await stripe.Provider().AuthorizeAsync(request, Cancel)).Result.ReasonCode.ShouldBe("NOT_SUPPORTED");
        stripe.Recorder.HasSeen($"{trackingNumber}:authorize:1").ShouldBeFalse();
    }

    [Fact]
    public async Task A_refund_that_comes_back_is_told_and_a_second_one_stays()
    {
        var card = TestCards.Card("4000000000005126");
        var held = await stripe.Provider().AuthorizeAsync(Request(PaymentChannel.CreditCard, null) with { Card = card }, Cancel);
        await stripe.Provider().CaptureAsync(Reference(held), new Money(Amount, "EUR"), 1, Cancel);
        (await ReverseAsync(held)).Confirmed.ShouldBeTrue();

        await stripe.UntilToldAsync(trackingNumber, "refund.failed");
        (await stripe.Provider().InquireAsync(Reference(held), Cancel)).Status.ShouldBe(PaymentStatus.Captured);

        (await stripe.Provider().ReverseAsync(Reference(held), 2, Cancel)).Confirmed.ShouldBeTrue();
        (await stripe.TotalsAsync(trackingNumber)).Refunded.ShouldBe(Amount);
    }

    private ProviderAuthorization Request(PaymentChannel channel, PayerData? payer) => new(
        trackingNumber,
        "acme",
        Attempt: 1,
        new Money(Amount, "EUR"),
        "https://shop.example/return/1",
        Card: null,
        MethodToken: null,
        KeepMethod: false,
        channel,
        payer);

    private Task<ProviderAnswer> AuthorizeAsync(PaymentChannel channel, PayerData? payer) =>
        stripe.Provider().AuthorizeAsync(Request(channel, payer), Cancel);

    private Task<ProviderReversal> ReverseAsync(ProviderAnswer payment) => stripe.Provider().ReverseAsync(Reference(payment), 1, Cancel);

    private static string Url(ProviderAnswer answer) => answer.Result.Action.ShouldNotBeNull().RedirectUrl.ShouldNotBeNull();

    private ProviderReference Reference(ProviderAnswer payment) => new(trackingNumber, 1, payment.Result.PspReference);
}
