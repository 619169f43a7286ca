using System.Net;

namespace Checkout.SystemTests.Hosting;

/// <summary>What fulfilment-activity has set aside for an order.</summary>
internal static class Reservations
{
    /// <summary>Loses the reservation, so that the order cannot be delivered.</summary>
    public static async Task LoseAsync(LocalSystem system, string trackingNumber)
    {
        using var http = new HttpClient { BaseAddress = system.FulfilmentSidecar };
        using var gone = await http.DeleteAsync(
            new Uri($"/v1.0/state/statestore/fulfilment-{trackingNumber}", UriKind.Relative), TestContext.Current.CancellationToken);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
