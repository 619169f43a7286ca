using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Notifications;
using Checkout.Services.Tests.PaymentActivity.Payments;
using Dapr.Workflow;
using Grpc.Core;
using NSubstitute;
using NSubstitute.ClearExtensions;
using NSubstitute.ExceptionExtensions;

namespace Checkout.Services.Tests.PaymentActivity.Notifications;

public sealed class NotificationInboxTests
{
    private static readonly ProviderEvent Succeeded = new("evt_1", "payment_intent.succeeded", "trk_1", "pi_1");

    private readonly PaymentWorld world = new();
    private readonly IDaprWorkflowClient engine = Substitute.For<IDaprWorkflowClient>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NotificationInbox Inbox => new(world.Dapr.Client, new PaymentRecords(world.Dapr.Client), engine, world.Time);

    [Fact]
    public async Task An_event_is_kept_and_told_to_its_order_once_however_often_it_comes()
    {
        await TakeAsync(Succeeded);
        await TakeAsync(Succeeded);
        await TakeAsync(Succeeded with { Id = "evt_2" });

        Started().Count.ShouldBe(2);
        Started().Select(started => started.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        Started()[0].News.ShouldBe(new PaymentNews("trk_1", "stripe", "pi_1"));
    }

    [Fact]
    public async Task It_stands_in_the_timeline_of_its_payment_once()
    {
        await world.AuthorizeAsync(await world.VaultCardAsync());
        await TakeAsync(Succeeded);
        await TakeAsync(Succeeded);

        world.Record!.Timeline.Where(line => line.Step is "psp-event").ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                line => line.Outcome.ShouldBe("payment_intent.succeeded"), line => line.Provider.ShouldBe("stripe"));
    }

    [Fact]
    public async Task The_same_id_of_another_psp_is_another_event()
    {
        await TakeAsync(Succeeded);
        await TakeAsync(Succeeded, "adyen");
        Started().Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_event_that_could_not_be_handed_on_is_not_acknowledged_and_is_handed_on_when_it_comes_again()
    {
        engine.ScheduleNewWorkflowAsync("", null, null, default(DateTimeOffset?), Cancel).ThrowsAsyncForAnyArgs(
            new RpcException(new Status(StatusCode.Unavailable, "no engine")));
        await Should.ThrowAsync<RpcException>(() => TakeAsync(Succeeded));

        engine.ClearSubstitute();
        engine.ClearReceivedCalls();
        await TakeAsync(Succeeded);
        Started().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Events_of_no_order_are_acknowledged_and_forgotten()
    {
        await TakeAsync(Succeeded with { TrackingNumber = null });
        await TakeAsync(Succeeded with { TrackingNumber = "no/identifier" });
        Started().ShouldBeEmpty();
        world.Dapr.Documents.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_may_come_before_the_order_knows_its_payment() => (await NewsOfAsync()).IsStray.ShouldBeFalse();

    [Fact]
    public async Task An_event_of_a_psp_that_the_order_has_left_is_marked()
    {
        await world.AuthorizeAsync(await world.VaultCardAsync());
        (await NewsOfAsync("adyen")).IsStray.ShouldBeTrue();
        (await NewsOfAsync()).IsStray.ShouldBeFalse();
    }

    private Task TakeAsync(ProviderEvent told, string provider = "stripe") => Inbox.TakeAsync(provider, [told], Cancel);

    private async Task<PaymentNews> NewsOfAsync(string provider = "stripe")
    {
        await TakeAsync(Succeeded, provider);
        return Started()[^1].News;
    }

    private List<(string Id, PaymentNews News)> Started() =>
    [
        .. engine.ReceivedCalls()
            .Where(call => call.GetMethodInfo().Name is nameof(IDaprWorkflowClient.ScheduleNewWorkflowAsync))
            .Select(call => ((string)call.GetArguments()[1]!, (PaymentNews)call.GetArguments()[2]!)),
    ];
}
