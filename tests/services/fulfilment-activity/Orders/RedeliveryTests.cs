using Checkout.Fulfilment.Orders;
using Dapr;

namespace Checkout.Services.Tests.FulfilmentActivity.Orders;

/// <summary>Activities run at least once, in any order, and crash anywhere; the three documents agree all the same.</summary>
public sealed class RedeliveryTests
{
    public static TheoryData<string> Scenarios => new(
        "reserve", "reserve release", "reserve deliver", "reserve deliver revoke", "reserve revoke", "release reserve",
        "revoke reserve deliver",
        "reserve revoke deliver", "reserve release deliver", "reserve deliver revoke release", "deliver reserve",
        "reserve expire", "reserve expire deliver", "reserve expire release", "reserve expire revoke deliver", "reserve expire reserve",
        "reserve expire sell-out deliver", "reserve expire sell-out deliver revoke release", "reserve expire deliver expire",
        "reserve deliver expire sell-out", "reserve expire deliver revoke");

    public static TheoryData<string, string, string> Races => new()
    {
        { "", "reserve", "reserve" },
        { "", "reserve", "release" },
        { "", "reserve", "revoke" },
        { "", "release", "reserve" },
        { "reserve", "release", "deliver" },
        { "reserve", "deliver", "release" },
        { "reserve", "deliver", "revoke" },
        { "reserve", "deliver", "deliver" },
        { "reserve", "revoke", "deliver" },
        { "reserve deliver", "revoke", "deliver" },
        { "reserve deliver", "revoke", "reserve" },
        { "reserve", "expire", "deliver" },
        { "reserve", "expire", "release" },
        { "reserve", "expire", "revoke" },
        { "reserve", "deliver", "expire" },
        { "reserve", "release", "expire" },
        { "reserve expire", "deliver", "revoke" },
        { "reserve expire", "deliver", "release" },
        { "reserve expire", "deliver", "deliver" },
        { "reserve expire", "deliver", "reserve" },
        { "reserve expire", "deliver", "sell-out" },
        { "reserve expire", "sell-out", "deliver" },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Every_activity_may_run_twice(string scenario)
    {
        var once = await RunAsync(scenario, repeat: 1);
        var twice = await RunAsync(scenario, repeat: 2);

        twice.Status().ShouldBe(once.Status());
        twice.ShouldAgree(scenario);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_crash_at_any_call_is_repaired_by_the_retry(string scenario)
    {
        var expected = (await RunAsync(scenario, repeat: 1)).Status();
        foreach (var losesAnswer in new[] { false, true })
        {
            var crashed = true;
            for (var call = 1; crashed; call++)
            {
                var fulfilment = await Fulfilment.WithStockAsync();
                fulfilment.Store.LosesAnswer = losesAnswer;
                fulfilment.Store.FailNext(call);

                crashed = await RunWithRetriesAsync(fulfilment, scenario);

                var because = $"{scenario}, failing at call {call}, answer lost: {losesAnswer}";
                fulfilment.Status().ShouldBe(expected, because);
                fulfilment.ShouldAgree(because);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Races))]
    public async Task Two_activities_at_the_same_time_leave_the_documents_in_agreement(string before, string slow, string quick)
    {
        var interrupted = true;
        for (var call = 1; interrupted; call++)
        {
            var fulfilment = await RunAsync(before, repeat: 1);
            interrupted = false;
            fulfilment.Store.InterruptNext(call, () =>
            {
                interrupted = true;
                return fulfilment.RunAsync(quick);
            });

            await fulfilment.RunAsync(slow);

            fulfilment.ShouldAgree($"{quick} before call {call} of {slow}, after '{before}': {fulfilment.Status()}");
            fulfilment.Status().ShouldNotBe(OrderStatus.Reserving);
        }
    }

    private static async Task<Fulfilment> RunAsync(string scenario, int repeat)
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        foreach (var activity in Activities(scenario))
        {
            for (var run = 0; run < repeat; run++)
            {
                await fulfilment.RunAsync(activity);
            }
        }

        return fulfilment;
    }

    private static async Task<bool> RunWithRetriesAsync(Fulfilment fulfilment, string scenario)
    {
        var crashed = false;
        foreach (var activity in Activities(scenario))
        {
            try
            {
                await fulfilment.RunAsync(activity);
            }
            catch (DaprException)
            {
                crashed = true;
                await fulfilment.RunAsync(activity);
            }
        }

        return crashed || fulfilment.Store.HasFailed;
    }

    private static string[] Activities(string scenario) => scenario.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
