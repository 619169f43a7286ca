using System.Text.Json.Serialization;
using Checkout.Contracts.Payments;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Providers.External;

/// <summary>A payment that is made elsewhere; state key <c>external-payment-{reference}</c>.</summary>
/// <param name="Reference">Its name, which nobody else uses and nobody can guess.</param>
/// <param name="TenantId">The merchant, who tells what becomes of it.</param>
internal sealed record ExternalPayment(string Reference, string TenantId)
{
    /// <summary>The order that it pays; null until the order has asked. It pays no other.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The merchant's first word, which stays; null until there is one.</summary>
    public ExternalOutcome? Outcome { get; init; }

    /// <summary>When that word came, UTC.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Where the order has got with it.</summary>
    public ExternalUse Use { get; init; }
}

/// <summary>What an order has made of a payment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExternalUse>))]
internal enum ExternalUse
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>It counts as taken.</summary>
    Taken,

    /// <summary>The order wants it no more. It never goes back from there.</summary>
    GivenUp,
}

/// <summary>The payments made elsewhere, in the state store.</summary>
internal sealed class ExternalPayments(DaprClient dapr, TimeProvider time)
{
    /// <summary>The payment; null when nobody has mentioned it.</summary>
    public Task<ExternalPayment?> FindAsync(string reference, CancellationToken cancellationToken) =>
        dapr.ReadAsync<ExternalPayment>(Key(reference), cancellationToken);

    /// <summary>Takes the merchant's word. Only the first one counts: a later one, whatever it says, changes nothing.</summary>
    public Task<ExternalPayment> TellAsync(
        string tenantId, string reference, ExternalOutcome outcome, CancellationToken cancellationToken) => ChangeAsync(
        reference,
        tenantId,
        payment => payment.Outcome is not null ? payment : payment with { Outcome = outcome, ToldAt = time.GetUtcNow() },
        cancellationToken);

    /// <summary>Gives the payment to an order, unless another has it.</summary>
    public Task<ExternalPayment> ClaimAsync(
        string tenantId, string reference, string trackingNumber, CancellationToken cancellationToken) => ChangeAsync(
        reference,
        tenantId,
        payment => payment.TrackingNumber is not null ? payment : payment with { TrackingNumber = trackingNumber },
        cancellationToken);

    /// <summary>Notes what the order has made of a payment that it has claimed.</summary>
    public Task<ExternalPayment> UseAsync(ExternalPayment claimed, ExternalUse use, CancellationToken cancellationToken) => ChangeAsync(
        claimed.Reference,
        claimed.TenantId,
        payment => payment.Use >= use ? payment : payment with { Use = use },
        cancellationToken);

    // What another tenant has is left as it is; whoever asked sees whose it is.
    private Task<ExternalPayment> ChangeAsync(
        string reference, string tenantId, Func<ExternalPayment, ExternalPayment> change, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<ExternalPayment>(
            Key(reference),
            current => current is null ? change(new ExternalPayment(reference, tenantId))
                : string.Equals(current.TenantId, tenantId, StringComparison.Ordinal) ? change(current)
                : current,
            cancellationToken);

    private static string Key(string reference) => $"external-payment-{reference}";
}
