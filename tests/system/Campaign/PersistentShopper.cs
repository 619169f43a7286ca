using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Campaign;

/// <summary>
/// Merchant and shopper of one order who don't give up: what meets a system that is down is done again. The PSPs' pages may be down as well.
/// </summary>
internal sealed class PersistentShopper(OrderPlan plan, Merchant merchant)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Buys.</summary>
    /// <param name="until">When to stop waiting for the end.</param>
    /// <returns>The tracking number.</returns>
    public async Task<string> BuyAsync(Task until)
    {
        var trackingNumber = await InsistAsync(SubmitAsync);
        var (moves, version) = (0, -1);
        while (true)
        {
            var (status, challengeVersion, url) = await InsistAsync(() => StatusAsync(merchant, trackingNumber));
            if (status is "CHECK_OUT_DONE" or "CHECK_OUT_FAILED" || until.IsCompleted)
            {
                return trackingNumber;
            }

            if (url is not null && challengeVersion > version && moves < 5)
            {
                // The same challenge shown again is one whose answer was lost.
                (moves, version) = (moves + 1, challengeVersion);
                await MoveAsync(url);
            }

            await PauseAsync();
        }
    }

    /// <summary>The status of an order, asked for until there is an answer.</summary>
    public static async Task<string> StatusOfAsync(Merchant merchant, string trackingNumber) =>
        (await InsistAsync(() => StatusAsync(merchant, trackingNumber))).Status;

    private async Task<string?> SubmitAsync()
    {
        using var response = await merchant.PostAsync("/api/c2a/offer/checkout", plan.Body, idempotencyKey: plan.CustomerUrn);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        return response.StatusCode is HttpStatusCode.Accepted
            ? JsonNode.Parse(body)!["trackingNumber"]!.GetValue<string>()
            : (int)response.StatusCode >= 500 || body.Contains("IDEMPOTENCY_IN_FLIGHT", StringComparison.Ordinal)
                ? null
                : throw new InvalidOperationException($"{plan.Name}: {body}");
    }

    private static async Task<(string Status, int Version, string? Url)?> StatusAsync(Merchant merchant, string trackingNumber)
    {
        using var response = await merchant.GetAsync($"/api/c2a/offer/checkout/{trackingNumber}/status");
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        var version = response.Headers.TryGetValues("Checkout-Version", out var values) ? int.Parse(values.Single()) : 0;
        return (
            body["status"]!["messageCode"]!.GetValue<string>(),
            version,
            body["redirectInstructions"]?["redirectUrl"]?.GetValue<string>());
    }

    private async Task MoveAsync(string url)
    {
        if (plan.Move is ShopperMove.Abandon)
        {
            return;
        }

        try
        {
            var wayBack = await Shopper.AnswerAtTheBankAsync(url, plan.Move is ShopperMove.Reject ? "reject" : "approve");
            for (var returns = plan.Move switch { ShopperMove.ApproveAndVanish => 0, ShopperMove.ApproveTwice => 2, _ => 1 }; returns > 0; returns--)
            {
                await Shopper.ReturnAsync(wayBack);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ShouldAssertException)
        {
            // The page was down, or shut already; who came through anyway is found by inquiry.
        }
    }

    private static async Task<T> InsistAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        while (true)
        {
            if (await TryAsync(ask) is { } answer)
            {
                return answer;
            }

            await PauseAsync();
        }
    }

    private static async Task<T> InsistAsync<T>(Func<Task<T?>> ask)
        where T : struct
    {
        while (true)
        {
            if (await TryAsync(ask) is { } answer)
            {
                return answer;
            }

            await PauseAsync();
        }
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !Cancel.IsCancellationRequested)
        {
            return default;
        }
    }

    private static async Task PauseAsync()
    {
        using var pulse = new PeriodicTimer(Pause);
        await pulse.WaitForNextTickAsync(Cancel);
    }
}
