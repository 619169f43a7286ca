using System.Net;
using System.Net.Http.Json;
using System.Text;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;

namespace Checkout.Services.Tests.PaymentActivity.Service;

public sealed class PaymentServiceTests(PaymentSystem system) : IClassFixture<PaymentSystem>
{
    private readonly OrderReference order = new($"trk_{Guid.NewGuid():N}", "acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_card_is_authorised_captured_and_stored_and_no_file_shows_it()
    {
        var customer = $"cu.{Guid.NewGuid():N}";
        var token = await VaultAsync(TestCards.Card(alias: "Jane's Visa"));

        var authorized = await AuthorizeAsync(new PaymentInstrument(token, null, StoreOnSuccess: true), customer);
        authorized.Status.ShouldBe(PaymentStatus.Authorized, authorized.ReasonCode);
        (await CaptureAsync()).Status.ShouldBe(PaymentStatus.Captured);

        var path = $"/stored-methods/acme/{customer}";
        var stored = (await system.Http.GetFromJsonAsync<List<StoredMethod>>(path, Cancel)).ShouldHaveSingleItem();
        stored.MaskedCardNumber.ShouldBe("411111******1111");
        (await system.Http.GetStringAsync($"{path}/{stored.PaymentMethodUrn}", Cancel)).ShouldNotContain("pspToken");
        (await AuthorizeAsync(new PaymentInstrument(token, null), customer, attempt: 2)).Status.ShouldBe(PaymentStatus.Captured);

        var disk = system.Disk();
        disk.ShouldContain("411111******1111");
        foreach (var needle in CardDataScan.Needles(TestCards.Visa).Concat(CardDataScan.Needles("\"securityCode\":\"737\"")))
        {
            disk.ShouldNotContain(needle, Case.Insensitive);
        }
    }

    [Fact]
    public async Task A_late_psp_is_unknown_then_found_and_given_back()
    {
        var token = await VaultAsync(TestCards.Card("4000000000006975"));

        (await AuthorizeAsync(new PaymentInstrument(token, null))).ReasonCode.ShouldBe("PSP_TIMEOUT");
        (await system.RunAsync<InquirePayment, OrderReference, PaymentResult>(order)).Status.ShouldBe(PaymentStatus.Authorized);
        (await ReverseAsync()).ShouldBe(new ReversalResult(Confirmed: true, "voided"));
        (await CaptureAsync()).ReasonCode.ShouldBe("REVERSED");
    }

    [Fact]
    public async Task What_a_browser_brought_back_is_kept_while_the_payment_waits_for_the_shopper_only()
    {
        (await ReturnAsync("X1")).ShouldBe(HttpStatusCode.NotFound);
        (await ReturnAsync("")).ShouldBe(HttpStatusCode.BadRequest);
        (await ReturnAsync(new string('X', 20_001))).ShouldBe(HttpStatusCode.BadRequest);

        await AuthorizeAsync(new PaymentInstrument(await VaultAsync(TestCards.Card()), null));
        (await ReturnAsync("X2")).ShouldBe(HttpStatusCode.NoContent);
        system.Disk().ShouldNotContain("\"redirectResult\":\"X2\"");
    }

    [Theory]
    [InlineData("""{"notificationItems":[null]}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"notificationItems":[{}]}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"notificationItems":[{"NotificationRequestItem":{}}]}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"notificationItems":1}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{}""", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task What_is_no_notification_of_adyens_is_refused(string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await system.Http.PostAsync("/notifications/adyen", content, Cancel);
        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_reversal_before_any_authorisation_keeps_it_from_happening()
    {
        (await ReverseAsync()).ShouldBe(new ReversalResult(Confirmed: true, "nothing"));
        var late = await AuthorizeAsync(new PaymentInstrument(await VaultAsync(TestCards.Card()), null));
        (late.Status, late.ReasonCode).ShouldBe((PaymentStatus.Declined, "REVERSED"));
    }

    [Fact]
    public async Task Deliveries_at_the_same_time_are_one_authorisation()
    {
        var instrument = new PaymentInstrument(await VaultAsync(TestCards.Card()), null);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AuthorizeAsync(instrument)));

        results.ShouldAllBe(result => result.Status == PaymentStatus.Authorized || result.Status == PaymentStatus.Unknown);
        results.Where(result => result.PspReference != null).Select(result => result.PspReference).Distinct(StringComparer.Ordinal)
            .ShouldHaveSingleItem();
        (await ReverseAsync()).Confirmed.ShouldBeTrue();
    }

    [Fact]
    public async Task The_seeded_method_pays_and_is_read_without_its_token()
    {
        var seeded = await SeededAsync();
        seeded.CardAlias.ShouldBe("Jane's Visa");
        (await AuthorizeAsync(new PaymentInstrument(null, "pm.00.482.7"))).Status.ShouldBe(PaymentStatus.Authorized);
        (await system.Http.GetAsync("/stored-methods/globex/cu.00.482/pm.00.482.7", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bad_card_is_refused_with_a_problem_that_repeats_nothing_of_it()
    {
        using var response = await system.Http.PostAsJsonAsync("/vault/cards", TestCards.Card("4111111111111112", code: "7x"), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadAsStringAsync(Cancel);
        problem.ShouldContain("Number");
        problem.ShouldContain("SecurityCode");
        problem.ShouldNotContain("4111");
        problem.ShouldNotContain("7x");
    }

    [Theory]
    [InlineData("{ \"number\": 4111111111111111 }")]
    [InlineData("{ \"number\": \"4111111111111111\"")]
    [InlineData("null")]
    public async Task What_is_no_card_at_all_is_refused_too(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await system.Http.PostAsync("/vault/cards", content, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("41111111"); // a trace id may well hold half of it
    }

    private async Task<StoredMethod> SeededAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (true)
        {
            using var response = await system.Http.GetAsync("/stored-methods/acme/cu.00.482/pm.00.482.7", deadline.Token);
            if (response.IsSuccessStatusCode)
            {
                return (await response.Content.ReadFromJsonAsync<StoredMethod>(deadline.Token)).ShouldNotBeNull();
            }

            await pulse.WaitForNextTickAsync(deadline.Token);
        }
    }

    private async Task<string> VaultAsync(CardData card)
    {
        using var response = await system.Http.PostAsJsonAsync("/vault/cards", card, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<VaultedCard>(Cancel)).ShouldNotBeNull().CardToken;
    }

    private Task<PaymentResult> AuthorizeAsync(PaymentInstrument instrument, string customer = "cu.00.482", int attempt = 1) =>
        system.RunAsync<AuthorizePayment, AuthorizePaymentRequest, PaymentResult>(new AuthorizePaymentRequest(
            order.TrackingNumber, order.TenantId, customer, new Money(1499, "EUR"), instrument, "https://shop.example/return/1", attempt));

    private Task<PaymentResult> CaptureAsync() => system.RunAsync<CapturePayment, OrderReference, PaymentResult>(order);

    private Task<ReversalResult> ReverseAsync() => system.RunAsync<ReversePayment, OrderReference, ReversalResult>(order);

    private async Task<HttpStatusCode> ReturnAsync(string redirectResult)
    {
        using var response = await system.Http.PutAsJsonAsync(
            $"/payments/acme/{order.TrackingNumber}/return", new PaymentReturn(redirectResult), Cancel);
        return response.StatusCode;
    }
}
