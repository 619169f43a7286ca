using System.Globalization;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Idempotency;
using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Acp.Delegation;

/// <summary>
/// <c>POST /agentic_commerce/delegate_payment</c>: takes a card for one payment of one session and answers a token. Its errors have a
/// vocabulary of their own, which calls everything that is wrong with a request <c>invalid_card</c>.
/// </summary>
internal static class DelegatePaymentEndpoint
{
    public static void MapDelegatePayment(this IEndpointRouteBuilder routes) => routes
        .MapPost("/agentic_commerce/delegate_payment", DelegateAsync)
        .RequireTenant(Scope.CheckoutsWrite, Callers)
        .NamesVersion()
        .AnswersOnce(RulesOf);

    private static readonly TenantScheme Callers = new(BearerKey.AuthenticateAsync, (context, refusal, scope) =>
        refusal is TenantRefusal.TooManyRequests
            ? new AcpError("rate_limit_exceeded", "too_many_requests", "Please wait as long as Retry-After says.")
                .ToResult(StatusCodes.Status429TooManyRequests)
            : AcpExchange.Callers.Refuse(context, refusal, scope));

    private static async Task<IResult> DelegateAsync(
        HttpContext context, DelegatePaymentRequestValidator validator, DelegatedPaymentBook book)
    {
        var (request, problem) = await AcpBody.ReadAsync<DelegatePaymentRequest>(context, code: "invalid_card");
        if (request is null)
        {
            return problem!;
        }

        if (validator.FirstErrorBy(request) is { } error)
        {
            return (error with { Code = "invalid_card" }).ToResult();
        }

        var kept = await book.AddAsync(
            context.GetTenant().Id, request.ToCardData(), request.Allowance!.ToAllowance(), context.RequestAborted);
        var metadata = request.Metadata!.ToDictionary(note => note.Key, note => note.Value!, StringComparer.Ordinal);
        metadata["merchant_id"] = request.Allowance.MerchantId!;
        metadata["expires_at"] = kept.Allowance.ExpiresAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        if (IdempotencyKeyHeader.TryRead(context.Request.Headers, out var key, out _) && key is not null)
        {
            metadata["idempotency_key"] = key;
        }

        return Results.Json(
            new DelegatePaymentResponse(kept.Token, kept.CreatedAt, metadata), AcpJson.Options, statusCode: StatusCodes.Status201Created);
    }

    // The first version had a conflict's status of its own, but not its type here.
    private static IdempotencyRules RulesOf(HttpContext context)
    {
        var rules = context.GetAcpVersion().Idempotency;
        return rules with { Refuse = (refused, why) => Refuse(refused, why, rules.IsRequired) };
    }

    private static IResult Refuse(HttpContext context, IdempotencyProblem problem, bool isRequired) => problem switch
    {
        IdempotencyProblem.Conflicting => AcpError.Invalid("idempotency_conflict", "The Idempotency-Key came before with another content.")
            .ToResult(isRequired ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict),
        IdempotencyProblem.InFlight => AcpError.Invalid(
            isRequired ? "idempotency_in_flight" : "duplicate_request", "The first request with this Idempotency-Key is being worked on.")
            .ToResult(StatusCodes.Status409Conflict),
        _ => AcpError.Invalid(
            isRequired ? "idempotency_key_required" : "invalid_card", "One Idempotency-Key of 1 to 255 visible ASCII characters.")
            .ToResult(),
    };
}
