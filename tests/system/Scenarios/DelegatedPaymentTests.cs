using Checkout.Api.Sessions;
using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.SystemTests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.SystemTests.Scenarios;

public sealed class DelegatedPaymentTests(LocalSystem system)
{
    private static readonly CardData Card =
        new("Jane Doe", new Sensitive(Cards.Frictionless), ExpiryMonth: 12, ExpiryYear: 2029, new Sensitive("123"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DelegatedPaymentBook Book => system.CheckoutServices.GetRequiredService<DelegatedPaymentBook>();

    [Fact]
    public async Task A_token_gives_its_card_to_the_attempt_that_takes_it_first_and_to_no_other()
    {
        var session = Session();
        var kept = await Book.AddAsync(Merchant.Tenant, Card, Allowed(session), Cancel);

        var (card, _) = await Book.TakeAsync(session, kept.Token, Cancel);
        card.ShouldBe(kept.CardToken);
        (await Book.TakeAsync(session, kept.Token, Cancel)).CardToken.ShouldBe(kept.CardToken); // the same attempt, once more
        (await Book.TakeAsync(AfterAnAttempt(session), kept.Token, Cancel)).Refusal.ShouldBe(TokenRefusal.Used);
    }

    [Fact]
    public async Task A_token_pays_within_its_allowance_only()
    {
        var session = Session();
        var allowed = Allowed(session);
        (await RefusalOfAsync(session, allowed with { MaxAmount = 999 })).ShouldBe(TokenRefusal.OverLimit);
        (await RefusalOfAsync(session, allowed with { Currency = "USD" })).ShouldBe(TokenRefusal.OtherCurrency);
        (await RefusalOfAsync(session, allowed with { SessionId = "cs_other" })).ShouldBe(TokenRefusal.OtherSession);
        (await RefusalOfAsync(session, allowed with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) })).ShouldBe(TokenRefusal.Expired);
        (await RefusalOfAsync(session with { TenantId = "another" }, allowed)).ShouldBe(TokenRefusal.Unknown);
        (await RefusalOfAsync(session, allowed)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_does_not_outlive_the_vaults_patience()
    {
        var session = Session();
        var kept = await Book.AddAsync(Merchant.Tenant, Card, Allowed(session) with { ExpiresAt = DateTimeOffset.UtcNow.AddYears(90) }, Cancel);
        kept.Allowance.ExpiresAt.ShouldBe(kept.CreatedAt.AddDays(1));
    }

    private static CheckoutSession Session()
    {
        var now = DateTimeOffset.UtcNow;
        return new CheckoutSession(CheckoutSession.NewId(now), Merchant.Tenant, "EUR", now, now.AddDays(1))
        {
            Lines = [new SessionLine("1", "it_ab1", "Premium", Quantity: 1, UnitPrice: 1_000)],
        };
    }

    private static CheckoutSession AfterAnAttempt(CheckoutSession session) =>
        session with { Attempts = [new PaymentAttempt(Number: 1, "trk_1", Order: null!, session.CreatedAt, Started: true)] };

    private static Allowance Allowed(CheckoutSession session) => new(session.Id, MaxAmount: 1_000, "EUR", DateTimeOffset.UtcNow.AddMinutes(10));

    private async Task<TokenRefusal?> RefusalOfAsync(CheckoutSession session, Allowance allowance)
    {
        var kept = await Book.AddAsync(Merchant.Tenant, Card, allowance, Cancel);
        return (await Book.TakeAsync(session, kept.Token, Cancel)).Refusal;
    }
}
