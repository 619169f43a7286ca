using Checkout.Local.Sidecar.Resiliency;
using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Tests.Sidecar.Resiliency;

public sealed class InboundPolicyTests : IDisposable
{
    private readonly string folder = GuardedPair.WriteResource("""
        spec:
          policies: { retries: { few: { duration: 1ms, maxRetries: 2 } } }
          targets: { components: { bus: { inbound: { retry: few } } } }
        """);

    [Theory]
    [InlineData("RETRY", 3)]
    [InlineData("DROP", 1)]
    [InlineData("SUCCESS", 1)]
    public async Task A_delivery_is_repeated_while_the_judge_allows_it(string answer, int attempts)
    {
        var policy = Policies().ForInbound<string>("bus", Judge).ShouldNotBeNull();
        var made = 0;
        (await policy.RunAsync(string.Empty, mayRetry: true, _ =>
        {
            made++;
            return ValueTask.FromResult(answer);
        }, TestContext.Current.CancellationToken)).ShouldBe(answer);
        made.ShouldBe(attempts);
    }

    [Fact]
    public void A_component_that_is_not_named_has_no_policy() => Policies().ForInbound<string>("other", Judge).ShouldBeNull();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static CallOutcome Judge(string answer) => answer switch
    {
        "SUCCESS" => CallOutcome.Success,
        "DROP" => CallOutcome.FinalFailure,
        _ => CallOutcome.Failure,
    };

    private AppResiliency Policies() =>
        new(ResourceFolder.Read(Path.Combine(folder, "resources"), new Notices()).Resiliency, TimeProvider.System);
}
