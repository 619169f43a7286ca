using System.Globalization;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.OpenApi;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Status;

/// <summary>
/// <c>GET …/offer/checkout/{trackingId}/status</c>. Beyond the vendor's text: <c>ETag</c> with <c>If-None-Match</c>, and
/// <c>Prefer: wait=N</c>, which holds the request until the order has changed.
/// </summary>
internal static class StatusEndpoint
{
    /// <summary>
    /// Header with the version of the order, which grows with every change and never shrinks; left out while nobody knows it.
    /// The vendor's body has no place for it.
    /// </summary>
    public const string VersionHeader = "Checkout-Version";

    private const int MaxAttempt = 1_000_000;

    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/checkout/{trackingId}/status", GetAsync)
            .Describe("getCheckoutStatus", "Checkouts", "Tells where an order stands.", "Poll it as followUpInstructions say.")
            .TakesHeader("If-None-Match", "The ETag of the last answer: 304 while nothing has changed.")
            .TakesHeader("Prefer", "wait=N holds the request for up to N seconds until there is news (RFC 7240).")
            .TakesQuery(PollGuidance.AttemptParameter, "Number of the poll, as followUpUrl counts it.")
            .Produces<CheckoutResult>()
            .AnswersHeader(StatusCodes.Status200OK, "ETag", "Changes with the state of the order.")
            .AnswersHeader(StatusCodes.Status200OK, "Retry-After", "Seconds until the next poll; mirrors retryAfterSeconds.")
            .AnswersHeader(StatusCodes.Status200OK, VersionHeader, "Grows with every change of the order.")
            .AnswersHeader(StatusCodes.Status200OK, "Preference-Applied", "wait=N when the request was held.")
            .Produces(StatusCodes.Status304NotModified)
            .Produces<UnknownOrder>(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireTenant(Scope.CheckoutsRead);

    private static async Task<IResult> GetAsync(
        string trackingId,
        HttpContext context,
        CheckoutProgressReader reader,
        StatusWait wait,
        IOptions<CheckoutOptions> options,
        TimeProvider time)
    {
        var checkout = await reader.ReadAsync(trackingId, context.RequestAborted);
        if (checkout is null)
        {
            return TypedResults.NotFound(new UnknownOrder(new MessageStatus(MessageCode.ItemNotFound)));
        }

        if (!string.Equals(checkout.TenantId, context.GetTenant().Id, StringComparison.OrdinalIgnoreCase))
        {
            return Results.Problem("The tracking number belongs to another tenant.", statusCode: StatusCodes.Status409Conflict);
        }

        if (WaitPreference.Of(context.Request.Headers, options.Value.LongPollLimit) is { } seconds)
        {
            context.Response.Headers["Preference-Applied"] = $"wait={seconds.ToString(CultureInfo.InvariantCulture)}";
            checkout = await wait.UntilAsync(checkout, NewsFor(context.Request), TimeSpan.FromSeconds(seconds), context.RequestAborted);
        }

        return Answer(context, checkout, $"{MerchantApi.BaseUrl(context, options.Value.PublicUrl)}/offer/checkout", time.GetUtcNow());
    }

    // Who names the state that it has wants any other; who does not wants something to act on.
    private static Func<CheckoutProgress, bool> NewsFor(HttpRequest request) => request.Headers.IfNoneMatch.Count > 0
        ? progress => progress.Phase.IsFinal() || !request.IsKnown(StatusTag.Of(progress))
        : progress => progress.Phase.ToMessageCode() is not MessageCode.Processing;

    private static IResult Answer(HttpContext context, CheckoutSnapshot checkout, string checkoutUrl, DateTimeOffset now)
    {
        var result = StatusView.Of(checkout, checkoutUrl, AttemptOf(context.Request), now);
        var tag = StatusTag.Of(checkout.Progress);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache, private";
        headers.ETag = tag.ToString();
        headers.LastModified = checkout.Progress.ChangedAt.ToString("R", CultureInfo.InvariantCulture);
        if (checkout.Progress.ShownVersion is { } version)
        {
            headers[VersionHeader] = version.ToString(CultureInfo.InvariantCulture);
        }

        if (result.FollowUpInstructions?.RetryAfterSeconds is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return context.Request.IsKnown(tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(result);
    }

    // The submit was attempt 0, so a poll that does not count itself is the first.
    private static int AttemptOf(HttpRequest request) =>
        int.TryParse(request.Query[PollGuidance.AttemptParameter], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? Math.Clamp(attempt, 1, MaxAttempt)
            : 1;

    /// <summary>The vendor's body for a tracking number that this tenant does not have.</summary>
    private sealed record UnknownOrder(MessageStatus Status);
}
