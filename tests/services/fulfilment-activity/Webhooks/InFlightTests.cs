using Checkout.Fulfilment.Webhooks.Deliveries;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class InFlightTests
{
    private readonly TaskCompletionSource<string> answer = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_that_never_answers_holds_its_share_and_no_other_webhook_waits_for_it()
    {
        var inFlight = new InFlight(most: 2, patience: TimeSpan.Zero);
        var held = Enumerable.Range(0, 2).Select(_ => inFlight.RunAsync("slow", () => answer.Task, Cancel)).ToList();

        (await inFlight.RunAsync("slow", () => Task.FromResult("sent"), Cancel)).ShouldBeNull();
        (await inFlight.RunAsync("quick", () => Task.FromResult("sent"), Cancel)).ShouldBe("sent");

        answer.SetResult("late");
        (await Task.WhenAll(held)).ShouldBe(["late", "late"]);
        (await inFlight.RunAsync("slow", () => Task.FromResult("sent"), Cancel)).ShouldBe("sent");
    }

    [Fact]
    public async Task Who_waits_gets_the_turn_of_the_one_that_ends()
    {
        var inFlight = new InFlight(most: 1, patience: TimeSpan.FromMinutes(1));
        var first = inFlight.RunAsync("slow", () => answer.Task, Cancel);
        var second = inFlight.RunAsync("slow", () => Task.FromResult("second"), Cancel);
        second.IsCompleted.ShouldBeFalse();

        answer.SetException(new InvalidOperationException("broken"));

        await Should.ThrowAsync<InvalidOperationException>(() => first);
        (await second).ShouldBe("second");
    }
}
