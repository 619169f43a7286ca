using Checkout.Api.Checkouts.Events;
using Checkout.Contracts.Events;
using Dapr;
using Dapr.Client;
using Dapr.Workflow;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Checkout.Services.Tests.CheckoutApi.Events;

public sealed class PublishEventTests
{
    private readonly DaprClient dapr = Substitute.For<DaprClient>();

    [Fact]
    public async Task However_often_an_event_is_published_it_bears_the_same_id()
    {
        var merchantEvent = FulfilmentActivity.Webhooks.Events.Completed("acme");

        await PublishAsync(merchantEvent);
        await PublishAsync(merchantEvent);

        await dapr.Received(2).PublishEventAsync(
            "pubsub",
            "checkout-events",
            merchantEvent,
            Arg.Is<Dictionary<string, string>>(metadata =>
                metadata["cloudevent.id"] == merchantEvent.Id
                && metadata["cloudevent.type"] == "checkout.completed"
                && metadata["cloudevent.subject"] == merchantEvent.TrackingNumber),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_broker_that_does_not_take_it_is_a_fault_which_the_engine_retries()
    {
        dapr.PublishEventAsync<MerchantEvent>("", "", null!, null!, CancellationToken.None)
            .ThrowsAsyncForAnyArgs(new DaprException("The broker does not answer."));

        await Should.ThrowAsync<DaprException>(() => PublishAsync(FulfilmentActivity.Webhooks.Events.Completed("acme")));
    }

    private Task<bool> PublishAsync(MerchantEvent merchantEvent) =>
        new PublishEvent(dapr, []).RunAsync(Substitute.For<WorkflowActivityContext>(), merchantEvent);
}
