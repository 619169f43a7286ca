using System.Security.Cryptography;
using System.Text;
using Checkout.Contracts;
using Checkout.Contracts.Operations;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Dapr.Workflow;
using Grpc.Core;

namespace Checkout.Payments.Notifications;

/// <summary>
/// Events of the PSPs, each once, on their way to their orders. An event is written down first and then handed to a workflow, which
/// delivers it until the order has acknowledged it; so it may come before the order knows its payment, and while checkout-api is away.
/// </summary>
internal sealed class NotificationInbox(
    DaprClient dapr, PaymentRecords records, IDaprWorkflowClient workflows, TimeProvider time)
{
    // Longer than any PSP sends an event again (Adyen: 30 days).
    private static readonly TimeSpan Memory = TimeSpan.FromDays(35);

    /// <summary>Takes events in.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer: the PSP has to send them again.</exception>
    /// <exception cref="RpcException">The workflow engine did not answer: the same.</exception>
    public async Task TakeAsync(string provider, IReadOnlyList<ProviderEvent> events, CancellationToken cancellationToken)
    {
        foreach (var told in events.Where(told => Identifier.IsValid(told.TrackingNumber)))
        {
            await TakeAsync(provider, told, cancellationToken);
        }
    }

    private async Task TakeAsync(string provider, ProviderEvent told, CancellationToken cancellationToken)
    {
        var name = NameOf(provider, told.Id);
        var kept = new KeptEvent(provider, told, time.GetUtcNow());
        if (await dapr.TryCreateAsync(name, kept, Memory, cancellationToken)
            || await dapr.ReadAsync<KeptEvent>(name, cancellationToken) is { Delivered: false })
        {
            var payment = await NoteAsync(provider, told, cancellationToken);
            var isStray = payment?.Authorization is { } latest && !string.Equals(latest.Provider, provider, StringComparison.Ordinal);
            var news = new PaymentNews(told.TrackingNumber!, provider, told.PspReference, isStray);
            await StartDeliveryAsync(name, news, cancellationToken);
            await dapr.UpdateAsync<KeptEvent>(
                name, current => (current ?? kept) with { Delivered = true }, Memory, cancellationToken);
        }
    }

    /// <summary>Adds the event to the payment's timeline; null when there is no payment yet.</summary>
    private async Task<Payment?> NoteAsync(string provider, ProviderEvent told, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(told.TrackingNumber!, cancellationToken) is not { } payment)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var entry = new TimelineEntry(now, PaymentSteps.PspEvent, told.Kind, provider, Code: told.Success is false ? "failed" : null);
        return await records.UpdateAsync(
            payment, current => current with { Timeline = current.Timeline.With(entry), UpdatedAt = now }, cancellationToken);
    }

    private async Task StartDeliveryAsync(string name, PaymentNews news, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.ScheduleNewWorkflowAsync(
                nameof(TellOrderWorkflow), name, news, time.GetUtcNow(), cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
        {
            // It was started before, and the note of it was lost.
        }
    }

    private static string NameOf(string provider, string eventId) =>
        $"psp-event-{provider}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)).AsSpan(0, 16))}";
}

/// <summary>An event as it is kept, so that it is known when it comes again.</summary>
/// <param name="Provider">Who sent it.</param>
/// <param name="Event">What it said.</param>
/// <param name="ReceivedAt">When it first came, UTC.</param>
/// <param name="Delivered">Whether a workflow has it in its hands.</param>
internal sealed record KeptEvent(string Provider, ProviderEvent Event, DateTimeOffset ReceivedAt, bool Delivered = false);
