using System.Text.Json;
using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;
using Checkout.Api.Requests;
using Checkout.SystemTests.Hosting;
using Dapr.Client;
using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Checkout.SystemTests.Idempotency;

/// <summary>
/// The same order, sent by many at once and again, while processes die at any call to the state store: whatever happens, there is one
/// workflow, one charge and one answer.
/// </summary>
public sealed class OnceOnlyProperties(OnceOnlyProperties.OwnSystem own) : IClassFixture<OnceOnlyProperties.OwnSystem>
{
    private const int Senders = 8;
    private const int Waves = 3;
    private const int MostCalls = 12;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task However_often_it_is_sent_and_whoever_dies_the_order_is_bought_once(int seed)
    {
        var random = new Random(seed);
        var clock = new Clock();
        var name = $"once-{seed}-{Guid.NewGuid()}";
        var key = random.Next(2) == 0 ? null : name;
        var body = Merchant.Order(Cards.Frictionless, correlationId: name);
        var answers = new List<SubmissionOutcome>();
        for (var wave = 0; wave < Waves; wave++)
        {
            var plans = Enumerable.Range(0, Senders).Select(_ => (Call: random.Next(MostCalls), After: random.Next(2) == 0)).ToList();
            var wavesAnswers = await Task.WhenAll(plans.Select(plan => SendAsync(body, key, clock, plan.Call, plan.After)));
            answers.AddRange(wavesAnswers.OfType<SubmissionOutcome>());
            clock.Advance(TimeSpan.FromSeconds(random.Next(40)));
        }

        clock.Advance(AdmissionBook.Lease);
        answers.Add((await SendAsync(body, key, clock, fatalCall: 0, afterwards: false)).ShouldNotBeNull());

        answers.ShouldAllBe(answer => answer is SubmissionOutcome.Accepted || answer is SubmissionOutcome.InFlight);
        var trackingNumber = answers.OfType<SubmissionOutcome.Accepted>()
            .Select(answer => answer.TrackingNumber).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        await own.System.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await Ledger.OfAsync(own.System.Psps, trackingNumber))
            .ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
        (await StartedUnderAsync(name)).ShouldBe([trackingNumber]);
    }

    /// <returns>The answer; null when the process died.</returns>
    private async Task<SubmissionOutcome?> SendAsync(string body, string? key, Clock clock, int fatalCall, bool afterwards)
    {
        var services = own.System.CheckoutServices;
        var dapr = new CrashingStore(services.GetRequiredService<DaprClient>(), fatalCall, afterwards).Client;
        var options = services.GetRequiredService<IOptions<CheckoutOptions>>();
        var payments = services.GetRequiredService<PaymentService>();
        var submission = new CheckoutSubmission(
            new OrderAdmission(services.GetRequiredService<OfferBook>(), payments, options, clock),
            new AdmissionBook(dapr, options, clock),
            new RequestFingerprint(new HashKey(dapr)),
            new OrderStart(
                payments,
                services.GetRequiredService<DaprWorkflowClient>(),
                services.GetRequiredService<CheckoutProgressReader>(),
                services.GetRequiredService<ReturnState>(),
                clock),
            clock);
        using var document = JsonDocument.Parse(body);
        using var request = RequestReader.Read<CheckoutRequest>(document.RootElement);
        try
        {
            return await submission.SubmitAsync(
                new SubmittedOrder(Merchant.Tenant, key, request.Value!, request.Canonical, "http://localhost/checkout"),
                TestContext.Current.CancellationToken);
        }
        catch (CrashException)
        {
            return null;
        }
    }

    private async Task<List<string>> StartedUnderAsync(string correlationId)
    {
        var workflows = own.System.CheckoutServices.GetRequiredService<DaprWorkflowClient>();
        var found = new List<string>();
        string? continuation = null;
        do
        {
            var page = await workflows.ListInstanceIdsAsync(continuation, cancellation: TestContext.Current.CancellationToken);
            foreach (var id in page.InstanceIds)
            {
                var state = await workflows.GetWorkflowStateAsync(id, cancellation: TestContext.Current.CancellationToken);
                if (string.Equals(state.ReadInputAs<CheckoutOrder>()?.CorrelationId, correlationId, StringComparison.Ordinal))
                {
                    found.Add(id);
                }
            }

            continuation = page.ContinuationToken;
        }
        while (continuation is not null);

        return found;
    }

    public sealed class OwnSystem : IAsyncLifetime
    {
        internal LocalSystem System { get; } = new();

        public ValueTask InitializeAsync() => System.InitializeAsync();

        public ValueTask DisposeAsync() => System.DisposeAsync();
    }

    private sealed class Clock : TimeProvider
    {
        private long ticks = TimeProvider.System.GetUtcNow().UtcTicks;

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

        public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
    }
}
