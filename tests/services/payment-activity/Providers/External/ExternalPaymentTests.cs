using System.Net;
using System.Net.Http.Json;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Services.Tests.PaymentActivity.Service;

namespace Checkout.Services.Tests.PaymentActivity.Providers.External;

/// <summary>Payments made elsewhere, over the payment service as it runs.</summary>
public sealed class ExternalPaymentTests(PaymentSystem system) : IClassFixture<PaymentSystem>
{
    private readonly OrderReference order = new($"trk_{Guid.NewGuid():N}", "acme");
    private readonly string reference = Guid.NewGuid().ToString("N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payment_waits_for_the_merchants_word_and_is_captured_after_it()
    {
        (await AuthorizeAsync()).Status.ShouldBe(PaymentStatus.Pending);
        (await InquireAsync()).Status.ShouldBe(PaymentStatus.Pending);

        (await TellAsync(ExternalOutcome.Authorized)).ShouldBe(ExternalOutcome.Authorized);

        (await InquireAsync()).Status.ShouldBe(PaymentStatus.Authorized);
        (await CaptureAsync()).Status.ShouldBe(PaymentStatus.Captured);
    }

    [Fact]
    public async Task A_word_that_comes_before_the_order_counts_at_once()
    {
        await TellAsync(ExternalOutcome.Authorized);

        (await AuthorizeAsync()).Status.ShouldBe(PaymentStatus.Authorized);
    }

    [Theory]
    [InlineData(ExternalOutcome.Refused, "PAYMENT_REFUSED")]
    [InlineData(ExternalOutcome.Failed, "PAYMENT_FAILED")]
    public async Task A_refusal_and_a_failure_are_declines_that_no_psp_tries_again(ExternalOutcome outcome, string reasonCode)
    {
        await TellAsync(outcome);

        var declined = await AuthorizeAsync();

        declined.ShouldSatisfyAllConditions(
            () => declined.Status.ShouldBe(PaymentStatus.Declined),
            () => declined.ReasonCode.ShouldBe(reasonCode),
            () => declined.TryAgain.ShouldBeFalse());
    }

    [Theory]
    [InlineData(ExternalOutcome.Authorized, ExternalOutcome.Failed)]
    [InlineData(ExternalOutcome.Authorized, ExternalOutcome.Refused)]
    [InlineData(ExternalOutcome.Failed, ExternalOutcome.Authorized)]
    public async Task The_first_word_counts(ExternalOutcome first, ExternalOutcome later)
    {
        await TellAsync(first);

        (await TellAsync(later)).ShouldBe(first);
        (await TellAsync(first)).ShouldBe(first);
    }

    [Fact]
    public async Task A_payment_pays_one_order_only()
    {
        await TellAsync(ExternalOutcome.Authorized);
        await AuthorizeAsync();

        var second = await AuthorizeAsync(new OrderReference($"trk_{Guid.NewGuid():N}", "acme"));

        second.ReasonCode.ShouldBe("NOT_AUTHORIZED");
    }

    [Fact]
    public async Task Another_tenants_payment_is_neither_told_nor_used()
    {
        await TellAsync(ExternalOutcome.Authorized);

        using var told = await PutAsync("globex", ExternalOutcome.Failed);

        told.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await AuthorizeAsync(new OrderReference($"trk_{Guid.NewGuid():N}", "globex"))).ReasonCode.ShouldBe("NOT_AUTHORIZED");
    }

    [Fact]
    public async Task Giving_it_up_is_confirmed_and_a_word_after_that_brings_nothing_back()
    {
        await AuthorizeAsync();

        (await ReverseAsync()).ShouldBe(new ReversalResult(Confirmed: true, ReversalResult.Nothing));

        await TellAsync(ExternalOutcome.Authorized);
        (await InquireAsync()).Status.ShouldBe(PaymentStatus.Reversed);
        (await CaptureAsync()).ReasonCode.ShouldBe("REVERSED");
    }

    [Fact]
    public async Task Nobody_can_tell_an_outcome_as_a_notification()
    {
        using var response = await system.Http.PostAsJsonAsync("/notifications/external", new { reference, outcome = "Authorized" }, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("External", null, HttpStatusCode.NoContent)]
    [InlineData("External", "stripe", HttpStatusCode.NotFound)]
    [InlineData("CreditCard", "external", HttpStatusCode.NotFound)]
    public async Task Only_the_channel_of_its_own_leads_there(string channel, string? provider, HttpStatusCode expected)
    {
        var wanted = provider is null ? string.Empty : $"&provider={provider}";

        using var response = await system.Http.GetAsync(new Uri($"/routes/acme?channel={channel}&currency=EUR{wanted}", UriKind.Relative), Cancel);

        response.StatusCode.ShouldBe(expected);
    }

    private Task<PaymentResult> AuthorizeAsync(OrderReference? other = null) =>
        system.RunAsync<AuthorizePayment, AuthorizePaymentRequest, PaymentResult>(new AuthorizePaymentRequest(
            (other ?? order).TrackingNumber,
            (other ?? order).TenantId,
            "cu.00.482",
            new Money(1499, "EUR"),
            new PaymentInstrument(null, null, Channel: PaymentChannel.External, ExternalReference: reference),
            "https://shop.example/return/1",
            Attempt: 1));

    private Task<PaymentResult> InquireAsync() => system.RunAsync<InquirePayment, OrderReference, PaymentResult>(order);

    private Task<PaymentResult> CaptureAsync() => system.RunAsync<CapturePayment, OrderReference, PaymentResult>(order);

    private Task<ReversalResult> ReverseAsync() => system.RunAsync<ReversePayment, OrderReference, ReversalResult>(order);

    private async Task<ExternalOutcome> TellAsync(ExternalOutcome outcome)
    {
        using var response = await PutAsync("acme", outcome);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<ExternalOutcomeTold>(Cancel)).ShouldNotBeNull().Outcome;
    }

    private Task<HttpResponseMessage> PutAsync(string tenantId, ExternalOutcome outcome) =>
        system.Http.PutAsJsonAsync($"/external-payments/{tenantId}/{reference}", new ExternalOutcomeTold(outcome), Cancel);
}
