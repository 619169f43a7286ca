using System.Globalization;
using Checkout.Api.Checkouts.Changes;
using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.OpenApi;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// <c>POST …/offer/checkout</c>: 202 with a tracking number, 409 when the order is not admitted, 400 when it makes no sense.
/// </summary>
internal static class SubmissionEndpoint
{
    private const int MaxBodyBytes = 64 * 1024;

    public static IServiceCollection AddCheckouts(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<CheckoutOptions>(configuration.GetSection(CheckoutOptions.Section))
        .AddSingleton<ApiMetrics>()
        .AddSingleton<CheckoutRequestValidator>()
        .AddSingleton<RequestFingerprint>()
        .AddSingleton<AdmissionBook>()
        .AddSingleton<PaymentService>()
        .AddSingleton<OrderAdmission>()
        .AddSingleton<OrderStart>()
        .AddSingleton<CheckoutSubmission>()
        .AddSingleton<CheckoutProgressReader>()
        .AddSingleton<StatusWait>()
        .AddChanges()
        .AddSingleton<HashKey>()
        .AddSingleton<AddressSignature>()
        .AddSingleton<ReturnState>()
        .AddSingleton<ShopperArrivals>()
        .AddSingleton<ShopperReturn>();

    public static void MapSubmission(this IEndpointRouteBuilder routes) => routes
        .MapPost("/checkout", SubmitAsync)
        .Describe(
            "submitCheckout",
            "Checkouts",
            "Submits an order.",
            "An order is bought once under its correlationId and once under its Idempotency-Key: the same order again gets the same answer, "
                + "with Idempotent-Replayed; another order under the same name is refused.")
        .Takes<CheckoutRequest>()
        .TakesHeader(IdempotencyKeyHeader.Name, "1 to 255 visible ASCII characters; makes the call safe to repeat.")
        .Produces<CheckoutResult>(StatusCodes.Status202Accepted)
        .AnswersHeader(StatusCodes.Status202Accepted, "Location", "The status of the order.")
        .AnswersHeader(StatusCodes.Status202Accepted, "Link", "The same, with rel=\"status\".")
        .AnswersHeader(StatusCodes.Status202Accepted, "Retry-After", "Seconds until the first poll; mirrors retryAfterSeconds.")
        .AnswersHeader(StatusCodes.Status202Accepted, "Idempotent-Replayed", "true when this answer was given before.")
        .ProducesValidationProblem()
        .Produces<CheckoutResult>(StatusCodes.Status409Conflict)
        .AnswersHeader(StatusCodes.Status409Conflict, "Retry-After", "Seconds, while the same order is being submitted.")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .RequireTenant(Scope.CheckoutsWrite)
        .WithMetadata(new BodyLimit(MaxBodyBytes));

    private static async Task<IResult> SubmitAsync(
        HttpContext context,
        CheckoutSubmission submission,
        CheckoutRequestValidator validator,
        IOptions<CheckoutOptions> options)
    {
        if (!IdempotencyKeyHeader.TryRead(context.Request.Headers, out var idempotencyKey, out var unusable))
        {
            return unusable;
        }

        var (request, problem) = await RequestBody.ReadValidAsync(context, validator);
        if (request is null)
        {
            return problem!;
        }

        using (request)
        {
            var checkoutUrl = $"{MerchantApi.BaseUrl(context, options.Value.PublicUrl)}/offer/checkout";
            var outcome = await submission.SubmitAsync(
                new SubmittedOrder(context.GetTenant().Id, idempotencyKey, request.Value!, request.Canonical, checkoutUrl),
                context.RequestAborted);
            return outcome is SubmissionOutcome.Invalid invalid
                ? Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    [request.PathAsWritten(invalid.PropertyPath)] = [invalid.Message],
                })
                : Answer(context, outcome, checkoutUrl);
        }
    }

    private static IResult Answer(HttpContext context, SubmissionOutcome outcome, string checkoutUrl)
    {
        var headers = context.Response.Headers;
        switch (outcome)
        {
            case SubmissionOutcome.Accepted accepted:
                var result = StatusView.Submitted(accepted.TrackingNumber, StatusView.UrlOf(checkoutUrl, accepted.TrackingNumber));
                var statusUrl = result.FollowUpInstructions!.FollowUpUrl!;
                headers.Link = $"<{statusUrl}>; rel=\"status\"";
                headers.RetryAfter = result.FollowUpInstructions.RetryAfterSeconds!.Value.ToString(CultureInfo.InvariantCulture);
                if (accepted.Replayed)
                {
                    headers["Idempotent-Replayed"] = "true";
                }

                return TypedResults.Accepted(statusUrl, result);
            case SubmissionOutcome.InFlight inFlight:
                headers.RetryAfter = Math.Ceiling(inFlight.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return TypedResults.Conflict(CheckoutResult.Rejected(
                    MessageCode.IdempotencyInFlight, "The same order is being submitted right now."));
            default:
                var rejected = (SubmissionOutcome.Rejected)outcome;
                return TypedResults.Conflict(CheckoutResult.Rejected(rejected.MessageCode, rejected.Message));
        }
    }
}
