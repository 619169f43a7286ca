using System.Globalization;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.OpenApi;
using Checkout.Api.Tenants;
using Checkout.ServiceDefaults.TimeLogs;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Changes;

/// <summary>
/// <c>GET …/checkouts?updatedSince={RFC 3339 time}&amp;limit={1..200}</c>: all orders of the tenant that have changed since, oldest
/// change first, each as it stands now. For merchants who missed a poll; <c>nextUpdatedSince</c> of one answer goes into the next request.
/// </summary>
internal static class ChangesEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 200;
    private const int ReadsAtOnce = 8;

    public static IServiceCollection AddChanges(this IServiceCollection services) =>
        services.AddSingleton<ChangeLog>();

    public static void MapChanges(this IEndpointRouteBuilder routes) => routes
        .MapGet("/checkouts", GetAsync)
        .Describe("listChanges", "Checkouts", "Lists the orders that have changed.", "Oldest change first; nextUpdatedSince goes into the next request.")
        .Produces<ChangesResult>()
        .AnswersHeader(StatusCodes.Status200OK, "Link", "The next page, with rel=\"next\".")
        .ProducesValidationProblem()
        .RequireTenant(Scope.CheckoutsRead);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        ChangeLog changes,
        CheckoutProgressReader reader,
        IOptions<CheckoutOptions> options,
        TimeProvider time,
        string? updatedSince = null,
        string? limit = null)
    {
        if (!TryParseTime(updatedSince, out var since) || !TryParseLimit(limit, out var most))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["query"] = [$"updatedSince must be an RFC 3339 time such as 2026-11-21T12:00:00Z, limit 1 to {MaxLimit}."],
            });
        }

        var tenantId = context.GetTenant().Id;
        var found = await changes.ReadAsync(tenantId, since, most + 1, context.RequestAborted);
        var shown = found.Take(most).ToList();
        var baseUrl = MerchantApi.BaseUrl(context, options.Value.PublicUrl);
        var orders = await ReadAsync(shown, reader, context.RequestAborted);
        var next = shown.Count == 0 ? since : shown[^1].At.AddTicks(1);
        var page = new ChangesResult(
            [.. orders.Select(order => StatusView.Of(order, $"{baseUrl}/offer/checkout", attempt: null, time.GetUtcNow()) with
            {
                Version = order.Progress.ShownVersion, UpdatedAt = order.Progress.ChangedAt.UtcDateTime,
            })],
            next.UtcDateTime,
            HasMore: found.Count > most);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Link = $"<{baseUrl}/checkouts?updatedSince={next.UtcDateTime:O}&limit={most}>; rel=\"next\"";
        return TypedResults.Ok(page);
    }

    // Each order once, in the place of its latest change on this page.
    private static async Task<List<CheckoutSnapshot>> ReadAsync(
        List<LogEntry<string>> shown, CheckoutProgressReader reader, CancellationToken cancellationToken)
    {
        var latest = shown.Select(change => change.Value).Reverse().Distinct(StringComparer.Ordinal).Reverse().ToList();
        var snapshots = new CheckoutSnapshot?[latest.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, latest.Count, parallel, async (i, cancel) => snapshots[i] = await reader.ReadAsync(latest[i], cancel));
        return [.. snapshots.OfType<CheckoutSnapshot>()];
    }

    private static bool TryParseTime(string? text, out DateTimeOffset since)
    {
        since = DateTimeOffset.MinValue;
        return text is null || (text.Length <= 40 && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out since));
    }

    private static bool TryParseLimit(string? text, out int limit)
    {
        limit = DefaultLimit;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit);
    }
}

/// <summary>Answer of <c>GET …/checkouts</c>.</summary>
/// <param name="Checkouts">The orders as they stand now.</param>
/// <param name="NextUpdatedSince">Where to go on, now or later; nothing is left out in between.</param>
/// <param name="HasMore">Whether more is there already.</param>
internal sealed record ChangesResult(IReadOnlyList<CheckoutResult> Checkouts, DateTime NextUpdatedSince, bool HasMore);
