using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.Providers.External;

/// <summary>
/// <c>PUT /external-payments/{tenantId}/{reference}</c>: what became of a payment that is made elsewhere. It is written down first, then its
/// order is told until it has heard; the same word again is harmless. The answer is the word that counts.
/// </summary>
internal static class ExternalPaymentEndpoint
{
    public static void AddExternal(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExternalPayments>();
        builder.Services.AddSingleton<IPaymentProvider, ExternalProvider>();
    }

    public static void MapExternalPayments(this WebApplication app) =>
        app.MapPut("/external-payments/{tenantId}/{reference}", TellAsync);

    private static async Task<Results<Ok<ExternalOutcomeTold>, NotFound, BadRequest>> TellAsync(
        string tenantId,
        string reference,
        ExternalOutcomeTold told,
        ExternalPayments payments,
        NotificationInbox inbox,
        CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(reference))
        {
            return TypedResults.BadRequest();
        }

        var payment = await payments.TellAsync(tenantId, reference, told.Outcome, cancellationToken);
        if (!string.Equals(payment.TenantId, tenantId, StringComparison.Ordinal) || payment.Outcome is not { } outcome)
        {
            return TypedResults.NotFound();
        }

        // One that no order has claimed yet is looked up by the order when it comes.
        var kind = outcome.ToString();
        await inbox.TakeAsync(
            ExternalProvider.Name,
            [new ProviderEvent($"{reference}:{kind}", kind, payment.TrackingNumber, reference, outcome is ExternalOutcome.Authorized)],
            cancellationToken);
        return TypedResults.Ok(new ExternalOutcomeTold(outcome));
    }
}
