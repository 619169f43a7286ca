using Checkout.Api.Checkouts;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Dialects.Deliverect.Checkouts;

/// <summary>
/// What became of a payment elsewhere, in the shape of Deliverect's payment update:
/// <c>POST /commerce/{accountId}/v2/checkouts/{checkoutId}/payments/{paymentId}</c>, or
/// <c>POST /commerce/{accountId}/payment_update</c> with the payment in the body. The first word counts; the same or another one after it changes nothing. The answer is the checkout.
/// </summary>
internal static class PaymentUpdate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>An update whose payment is named by the path.</summary>
    public static async Task<IResult> TakeAsync(HttpContext context, string checkoutId, string paymentId)
    {
        using var request = await DeliverectBody.ReadAsync(context, new PaymentUpdateValidator());
        return request?.Value is not { } update || !DeliverectId.IsPossible(checkoutId) || !IsAbout(update, paymentId)
            ? DeliverectProblem.BadRequest()
            : await TakeAsync(context, checkoutId, paymentId, update.Status);
    }

    /// <summary>An update whose payment is named by the body alone.</summary>
    public static async Task<IResult> TakeByPaymentAsync(HttpContext context, PaymentNames names)
    {
        using var request = await DeliverectBody.ReadAsync(context, new PaymentUpdateValidator());
        return request?.Value is not { PaymentId: { } paymentId } update ? DeliverectProblem.BadRequest()
            : await names.FindAsync(context.GetTenant().Id, paymentId, context.RequestAborted) is { } checkoutId
                ? await TakeAsync(context, checkoutId, paymentId, update.Status)
                : DeliverectProblem.NotFound("payment", paymentId);
    }

    private static async Task<IResult> TakeAsync(HttpContext context, string checkoutId, string paymentId, string? status)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionReader>();
        if (await sessions.FindAsync(context.GetTenant().Id, checkoutId, context.RequestAborted) is not { } standing)
        {
            return DeliverectProblem.NotFound("checkout", checkoutId);
        }

        var notes = DeliverectNotes.Of(standing.Session);
        if (notes?.Checkout is not { } checkout || !checkout.HasPayment(paymentId))
        {
            return DeliverectProblem.NotFound("payment", paymentId);
        }

        var isCurrent = string.Equals(checkout.PaymentId, paymentId, StringComparison.Ordinal);
        if (isCurrent && !checkout.IsExternal)
        {
            return DeliverectProblem.Unprocessable(
                "payment_not_updatable", "What becomes of a payment by dpay is not for others to say.", ("paymentId", paymentId));
        }

        // A payment that came to nothing has had its word.
        if (isCurrent && OutcomeOf(status) is { } outcome)
        {
            var payments = context.RequestServices.GetRequiredService<PaymentService>();
            await payments.TellExternalAsync(standing.Session.TenantId, paymentId, outcome, context.RequestAborted);
            standing = await sessions.SettledAsync(standing, Patience, context.RequestAborted);
        }

        var document = await CheckoutEndpoints.DocumentOfAsync(context, standing);
        return ContentTag.Answer(context, document, document.Etag);
    }

    // Deliverect's own message names the payment in its body; ours is named by the path, and if by both, then as one.
    private static bool IsAbout(PaymentUpdateRequest update, string paymentId) =>
        update.PaymentId is null || string.Equals(update.PaymentId, paymentId, StringComparison.Ordinal);

    private static ExternalOutcome? OutcomeOf(string? status) => status switch
    {
        "authorized" => ExternalOutcome.Authorized,
        "refused" => ExternalOutcome.Refused,
        "failed" => ExternalOutcome.Failed,
        _ => null,
    };
}

/// <summary>Deliverect's payment update.</summary>
/// <param name="Status"><c>authorized</c>, <c>refused</c>, <c>failed</c>, or <c>pending</c>, which says nothing new.</param>
/// <param name="PaymentId">The payment.</param>
internal sealed record PaymentUpdateRequest(string? Status, string? PaymentId = null);

/// <summary>What an update must look like to be read at all.</summary>
internal sealed class PaymentUpdateValidator : AbstractValidator<PaymentUpdateRequest>
{
    public PaymentUpdateValidator() =>
        RuleFor(update => update.Status).Must(status => status is "authorized" or "refused" or "failed" or "pending");
}
