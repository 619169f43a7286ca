using System.Globalization;
using System.Text.Json;
using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.Tenants;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
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
        .AddSingleton<CheckoutRequestValidator>()
        .AddSingleton<RequestFingerprint>()
        .AddSingleton<AdmissionBook>()
        .AddSingleton<PaymentService>()
        .AddSingleton<CheckoutSubmission>()
        .AddSingleton<CheckoutProgressReader>()
        .AddSingleton<ShopperReturn>();

    public static void MapSubmission(this IEndpointRouteBuilder routes) => routes
        .MapPost("/checkout", SubmitAsync)
        .RequireTenant()
        .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<IResult> SubmitAsync(
        HttpContext context, CheckoutSubmission submission, CheckoutRequestValidator validator, IOptions<CheckoutOptions> options)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Results.Problem("Send the order as application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        using var body = await ReadAsync(context);
        if (body is null)
        {
            return Results.Problem("The body is not JSON.", statusCode: StatusCodes.Status400BadRequest);
        }

        var (request, errors) = Parse(body.RootElement, validator);
        if (request is null)
        {
            return Results.ValidationProblem(errors);
        }

        var checkoutUrl = $"{MerchantApi.BaseUrl(context, options.Value.PublicUrl)}/offer/checkout";
        var outcome = await submission.SubmitAsync(
            context.GetTenant().Id, request, body.RootElement, checkoutUrl, context.RequestAborted);
        return Answer(context, outcome, checkoutUrl);
    }

    private static async Task<JsonDocument?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (CheckoutRequest? Request, Dictionary<string, string[]> Errors) Parse(
        JsonElement body, CheckoutRequestValidator validator)
    {
        CheckoutRequest? request;
        try
        {
            request = body.Deserialize<CheckoutRequest>(JsonSerializerOptions.Web);
        }
        catch (JsonException e)
        {
            // The exception's text may quote the value; its path does not.
            var path = e.Path?.TrimStart('$', '.') ?? string.Empty;
            return (null, new(StringComparer.Ordinal) { [path] = ["The value has the wrong type."] });
        }

        if (request is null)
        {
            return (null, new(StringComparer.Ordinal) { [string.Empty] = ["An order is required."] });
        }

        var errors = validator.Validate(request).Errors
            .GroupBy(JsonPath, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(e => e.ErrorMessage).ToArray(), StringComparer.Ordinal);
        return errors.Count == 0 ? (request, errors) : (null, errors);
    }

    private static string JsonPath(ValidationFailure failure) =>
        string.Join('.', failure.PropertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

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
                    MessageCode.IdempotencyConflict, "The same order is being submitted right now."));
            default:
                var rejected = (SubmissionOutcome.Rejected)outcome;
                return TypedResults.Conflict(CheckoutResult.Rejected(rejected.MessageCode, rejected.Message));
        }
    }
}
