using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.Contracts.Fulfilment;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Notifications;
using Checkout.Services.Tests.PaymentActivity.Payments;
using Dapr.Workflow;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.Journeys;

/// <summary>
/// The real workflow over the real payment activities and a model of a PSP. What happens from outside is played one by one: before an activity
/// runs, and while the order waits.
/// </summary>
internal sealed class Journey(PaymentWorld world, IEnumerable<Happening> happenings) : WorkflowContext
{
    private readonly Queue<Happening> ahead = new(happenings);
    private readonly Dictionary<string, TaskCompletionSource> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> events = new(StringComparer.OrdinalIgnoreCase);

    public List<CheckoutProgress> Reports { get; } = [];

    public bool Delivered { get; private set; }

    public override string Name => nameof(CheckoutWorkflow);

    public override string InstanceId => PaymentWorld.Order.TrackingNumber;

    public override DateTime CurrentUtcDateTime => world.Time.GetUtcNow().UtcDateTime;

    public override bool IsReplaying => false;

    /// <summary>Runs the order to its end, and then what is still ahead: news of an order that hears nothing any more.</summary>
    public async Task<CheckoutOutcome> RunAsync(string? cardToken)
    {
        var outcome = await new CheckoutWorkflow().RunAsync(this, new CheckoutOrder(
            PaymentWorld.Order.TenantId,
            "cu.00.482",
            CorrelationId: null,
            "of_1",
            [new OrderLine("it_1", 1)],
            new Money(1499, "EUR"),
            new PaymentInstrument(cardToken, null),
            "https://shop.example/return/{attempt}",
            new CheckoutDeadlines(TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromDays(14))));
        while (ahead.TryDequeue(out var late))
        {
            Play(late);
            if (late is Happening.Notification)
            {
                (await world.ReviewAsync(new PaymentNews(InstanceId, world.Psp.Identifier))).Finding.ShouldBeNull();
            }
        }

        return outcome;
    }

    public override async Task<T> CallActivityAsync<T>(string name, object? input = null, WorkflowTaskOptions? options = null)
    {
        if (input is ProgressNote or MerchantEvent)
        {
            return (T)(object)true;
        }

        if (ahead.TryPeek(out var next) && next is not Happening.InquiryTime && CanHappen(next))
        {
            Play(ahead.Dequeue());
        }

        object result = name switch
        {
            FulfilmentActivities.ReserveItems => new ReservationResult(Reserved: true),
            FulfilmentActivities.DeliverItems => Deliver(),
            FulfilmentActivities.ReleaseItems or FulfilmentActivities.RevokeItems => Take(),
            PaymentActivities.AuthorizePayment => await world.AuthorizeAsync((AuthorizePaymentRequest)input!),
            PaymentActivities.ConfirmPayment => await world.ConfirmAsync(),
            PaymentActivities.InquirePayment => await world.InquireAsync(),
            PaymentActivities.CapturePayment => await world.CaptureAsync(),
            PaymentActivities.ReversePayment => await world.ReverseAsync(),
            _ => throw new InvalidOperationException($"The journey has no {name}."),
        };
        return (T)result;
    }

    public override async Task<T> WaitForExternalEventAsync<T>(string eventName, CancellationToken cancellationToken = default)
    {
        if (events.GetValueOrDefault(eventName) > 0)
        {
            events[eventName]--;
        }
        else
        {
            await (waits[eventName] = new TaskCompletionSource()).Task;
        }

        return default!;
    }

    /// <summary>The order waits: things happen until one of them wakes it, or until the timer fires.</summary>
    public override Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        while (ahead.TryDequeue(out var next))
        {
            if (next is Happening.InquiryTime)
            {
                break;
            }

            if (Play(next))
            {
                return new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
        }

        world.Time.Advance(delay);
        return Task.CompletedTask;
    }

    public override void SetCustomStatus(object? customStatus) => Reports.Add((CheckoutProgress)customStatus!);

    private DeliveryResult Deliver()
    {
        Delivered = true;
        return new DeliveryResult(Delivered: true);
    }

    // Nobody decides about a payment that the PSP does not have yet.
    private bool CanHappen(Happening happening) => happening > Happening.BankRefuses || world.Psp.Authorizations > 0;

    private bool Take()
    {
        Delivered = false;
        return true;
    }

    /// <summary>Lets it happen; true when somebody waited for it.</summary>
    private bool Play(Happening happening)
    {
        switch (happening)
        {
            case Happening.ShopperPasses or Happening.ShopperFails:
                world.Psp.EndChallenge(happening is Happening.ShopperPasses);
                return false;
            case Happening.BankPays or Happening.BankRefuses:
                world.Psp.Settle(happening is Happening.BankPays);
                return false;
            case Happening.LateArrival:
                world.Psp.DeliverLate();
                return false;
            case Happening.Return:
                return Raise(CheckoutEvents.ShopperReturn(1));
            case Happening.Notification:
                return Raise(CheckoutEvents.PspUpdate);
            default:
                return false;
        }
    }

    private bool Raise(string eventName)
    {
        if (waits.Remove(eventName, out var wait))
        {
            wait.SetResult();
            return true;
        }

        events[eventName] = events.GetValueOrDefault(eventName) + 1;
        return false;
    }

    public override ILogger CreateReplaySafeLogger(string categoryName) => NullLogger.Instance;

    public override ILogger CreateReplaySafeLogger(Type type) => NullLogger.Instance;

    public override ILogger CreateReplaySafeLogger<T>() => NullLogger.Instance;

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw Unused();

    public override Task<T> WaitForExternalEventAsync<T>(string eventName, TimeSpan timeout) => throw Unused();

    public override bool IsPatched(string patchName) => throw Unused();

    public override Guid NewGuid() => throw Unused();

    public override PropagatedHistory? GetPropagatedHistory() => throw Unused();

    public override Task<TResult> CallChildWorkflowAsync<TResult>(
        string workflowName, object? input = null, ChildWorkflowTaskOptions? options = null) => throw Unused();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw Unused();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw Unused();

    private static InvalidOperationException Unused() => new("A checkout does not use this.");
}
