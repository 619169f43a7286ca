using System.Net;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>A system that answers complete calls at once, and gives shoppers little time for a challenge.</summary>
public sealed class HastySystem : IAsyncLifetime
{
    internal LocalSystem System { get; } = new("--Ucp:CompletionWait=00:00:00", "--Checkout:ChallengeDeadline=00:00:02");

    public ValueTask InitializeAsync() => System.InitializeAsync();

    public ValueTask DisposeAsync() => System.DisposeAsync();
}

/// <summary>What a platform sees when it does not hear the outcome with the answer to its complete call.</summary>
public sealed class UcpWaitTests(HastySystem hasty) : IClassFixture<HastySystem>, IDisposable
{
    private const string Film = """{ "line_items": [{ "item": { "id": "it_ab1" }, "quantity": 1 }] }""";

    private readonly UcpPlatform platform = new(hasty.System.Api, "sk_dev_acme_sample_123456789");

    [Fact]
    public async Task A_payment_that_takes_its_time_is_complete_in_progress_and_then_completed_and_paid_once()
    {
        var id = await CreateAsync();

        var begun = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.TimesOutAfterProcessing));

        (begun.Status, begun.CheckoutStatus).ShouldBe((HttpStatusCode.OK, "complete_in_progress"));
        foreach (var refused in new[]
        {
            await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Frictionless)), await platform.PutAsync(id, Film), await platform.CancelAsync(id),
        })
        {
            (refused.Status, refused.Body["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "not_modifiable"));
        }

        var completed = await platform.UntilAsync(id, "completed");
        (await Ledger.OfAsync(hasty.System.Psps, completed["order"]!["id"]!.GetValue<string>())).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task A_challenge_that_nobody_answers_leaves_the_checkout_ready_for_another_card()
    {
        var id = await CreateAsync();
        await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Challenge));
        await platform.UntilAsync(id, "requires_escalation");

        var left = await platform.UntilAsync(id, "ready_for_complete");

        left["messages"]![0]!["code"]!.GetValue<string>().ShouldBe("payment_failed");
    }

    public void Dispose() => platform.Dispose();

    private async Task<string> CreateAsync() => (await platform.CreateAsync(Film))["id"]!.GetValue<string>();
}
