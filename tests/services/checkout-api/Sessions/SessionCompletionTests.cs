using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Sessions;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Checkout.Contracts.Payments;
using Checkout.Services.Tests.CheckoutApi.Tenants;
using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Services.Tests.CheckoutApi.Sessions;

/// <summary>Sessions are paid over checkout-api as it runs, with a real sidecar; nobody carries the activities out.</summary>
public sealed class SessionCompletionTests(TenantAccessSystem system) : IClassFixture<TenantAccessSystem>
{
    private static readonly SessionPayment ByCard = new(
        PaymentChannel.CreditCard, _ => Instrument("card_1"), "https://pay.example/api/v1/c2a/offer/checkout");

    private readonly SessionBook book = system.Services.GetRequiredService<SessionBook>();
    private readonly SessionReader reader = system.Services.GetRequiredService<SessionReader>();
    private readonly SessionCompletion completion = system.Services.GetRequiredService<SessionCompletion>();
    private readonly DaprWorkflowClient workflows = system.Services.GetRequiredService<DaprWorkflowClient>();

    [Fact]
    public async Task However_many_pay_a_session_at_once_one_workflow_starts()
    {
        var ready = await reader.StandingAsync(await AddAsync(), Cancelled);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => completion.CompleteAsync(ready, ByCard, Cancelled)));

        outcomes.OfType<CompletionOutcome.Started>().Count().ShouldBe(1);
        outcomes.OfType<CompletionOutcome.Changed>().Count().ShouldBe(7);
        var session = (await book.FindAsync("acme", ready.Session.Id, Cancelled)).ShouldNotBeNull();
        session.Attempts.ShouldHaveSingleItem().Started.ShouldBeTrue();
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(10, false)] // whoever has decided it may be about to start it
    public async Task A_workflow_that_a_crash_has_left_unstarted_is_started_by_whoever_reads_next_once_the_lease_is_over(int seconds, bool starts)
    {
        var outcome = await CompleteAsync(await AddAsync());
        var like = outcome.Standing.Session.LatestAttempt.ShouldNotBeNull();
        var crashed = await AddAsync();
        var trackingNumber = TrackingNumber.New(TimeProvider.System.GetUtcNow());
        var decided = like with
        {
            TrackingNumber = trackingNumber, At = TimeProvider.System.GetUtcNow().AddSeconds(-seconds), Started = false,
        };
        await book.TryChangeAsync(crashed, session => session with { Attempts = [decided] }, Cancelled);

        var reads = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => reader.FindAsync("acme", crashed.Id, Cancelled)));

        reads.ShouldAllBe(read => read!.Stage == SessionStage.Processing);
        (await book.FindAsync("acme", crashed.Id, Cancelled))!.LatestAttempt!.Started.ShouldBe(starts);
        (await workflows.GetWorkflowStateAsync(trackingNumber, cancellation: Cancelled)).Exists.ShouldBe(starts);
    }

    [Fact]
    public async Task A_start_that_comes_too_late_is_left_to_others()
    {
        var session = await AddAsync();
        var like = (await CompleteAsync(await AddAsync())).Standing.Session.LatestAttempt.ShouldNotBeNull();
        var late = like with { At = TimeProvider.System.GetUtcNow().AddSeconds(-10), Started = false };

        await Should.ThrowAsync<OperationCanceledException>(() =>
            system.Services.GetRequiredService<SessionOrders>().StartAsync(session, late, Cancelled));
    }

    [Fact]
    public async Task A_session_that_has_changed_since_it_was_read_is_not_paid()
    {
        var session = await AddAsync();
        var read = await reader.StandingAsync(session, Cancelled);
        await book.TryChangeAsync(session, current => current with { Tip = 100 }, Cancelled);

        (await completion.CompleteAsync(read, ByCard, Cancelled)).ShouldBeOfType<CompletionOutcome.Changed>();

        (await book.FindAsync("acme", session.Id, Cancelled))!.Attempts.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_order_is_what_the_session_says()
    {
        var one = await OrderAsync(await AddAsync(session => session with
        {
            Buyer = new Buyer(Email: "Shopper@example.com"),
            Lines = [.. session.Lines, session.Lines[0] with { Id = "line-2", Quantity = 2 }],
            Tip = 50,
            PaidElsewhere = 500,
            ShopUrl = "https://shop.example/thanks",
        }));
        var other = await OrderAsync(await AddAsync(session => session with { Buyer = new Buyer(Email: "shopper@EXAMPLE.com") }));

        one.Amount.ShouldBe(new Money((3 * 1499) + 50 - 500, "EUR"));
        one.Lines.ShouldBe([new OrderLine("it_ab1", 3)]);
        one.ShopUrl.ShouldBe("https://shop.example/thanks");
        one.CustomerUrn.ShouldBe(other.CustomerUrn);
        one.CustomerUrn.ShouldNotContain("shopper", Case.Insensitive);
    }

    [Theory]
    [InlineData("Incomplete")]
    [InlineData("Cancelled")]
    [InlineData("Expired")]
    public async Task What_cannot_be_paid_does_not_even_take_the_card(string stage)
    {
        var now = TimeProvider.System.GetUtcNow();
        var session = await AddAsync(ready => stage switch
        {
            "Incomplete" => ready with { Lines = [] },
            "Cancelled" => ready with { CancelledAt = now },
            _ => ready with { ExpiresAt = now },
        });
        var asked = false;
        var payment = ByCard with { InstrumentAsync = _ => { asked = true; return Instrument("card_1"); } };

        var outcome = await completion.CompleteAsync(await reader.StandingAsync(session, Cancelled), payment, Cancelled);

        outcome.ShouldBeOfType<CompletionOutcome.NotPayable>().Standing.Stage.ToString().ShouldBe(stage);
        asked.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_being_paid_is_not_paid_again()
    {
        var first = await CompleteAsync(await AddAsync());

        (await completion.CompleteAsync(first.Standing, ByCard, Cancelled)).ShouldBeOfType<CompletionOutcome.NotPayable>();
    }

    [Fact]
    public async Task A_token_that_nobody_knows_pays_nothing()
    {
        var session = await AddAsync();
        var payment = ByCard with { InstrumentAsync = _ => Task.FromResult<PaymentInstrument?>(null) };

        (await completion.CompleteAsync(await reader.StandingAsync(session, Cancelled), payment, Cancelled))
            .ShouldBeOfType<CompletionOutcome.NotUsable>().MessageCode.ShouldBe(MessageCode.PaymentMethodNotFound);
        (await book.FindAsync("acme", session.Id, Cancelled))!.Attempts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cards_cannot_be_tried_out_without_end()
    {
        var tried = Dialects.SampleSessions.In(SessionStage.Declined);
        var often = tried.Session with
        {
            Attempts = [.. Enumerable.Repeat(tried.Session.Attempts[0], SessionCompletion.MaxAttempts)],
        };

        (await completion.CompleteAsync(tried with { Session = often }, ByCard, Cancelled))
            .ShouldBeOfType<CompletionOutcome.NotUsable>().MessageCode.ShouldBe(MessageCode.TooManyAttempts);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Task<PaymentInstrument?> Instrument(string cardToken) =>
        Task.FromResult<PaymentInstrument?>(new PaymentInstrument(cardToken, StoredMethodUrn: null));

    private Task<CheckoutSession> AddAsync(Func<CheckoutSession, CheckoutSession>? change = null)
    {
        var session = book.New("acme", "EUR") with { Lines = Dialects.SampleSessions.Ready.Lines };
        return book.AddAsync(change?.Invoke(session) ?? session, Cancelled);
    }

    private async Task<CompletionOutcome.Started> CompleteAsync(CheckoutSession session) =>
        (await completion.CompleteAsync(await reader.StandingAsync(session, Cancelled), ByCard, Cancelled))
        .ShouldBeOfType<CompletionOutcome.Started>();

    private async Task<CheckoutOrder> OrderAsync(CheckoutSession session)
    {
        var attempt = (await CompleteAsync(session)).Standing.Session.LatestAttempt.ShouldNotBeNull();
        var state = await workflows.GetWorkflowStateAsync(attempt.TrackingNumber, getInputsAndOutputs: true, Cancelled);
        return state.ReadInputAs<CheckoutOrder>().ShouldNotBeNull();
    }
}
