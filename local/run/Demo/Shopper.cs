using System.Net;

namespace Checkout.Local.Run.Demo;

/// <summary>A shopper's browser during a 3-D Secure challenge.</summary>
/// <param name="http">Client that does not follow redirects by itself.</param>
/// <param name="merchantApi">Address of the merchant API, where the return leads.</param>
internal sealed class Shopper(HttpClient http, Uri merchantApi)
{
    private const int MostRedirects = 10;

    /// <summary>Opens the bank's page, approves, and goes back where the bank sends the browser.</summary>
    /// <param name="challenge">Address of the page.</param>
    /// <param name="cancellationToken">Gives the challenge up.</param>
    /// <returns>A task that ends when the browser has come back.</returns>
    /// <exception cref="DemoException">The page is not what a browser could use.</exception>
    public async Task ApproveAsync(Uri challenge, CancellationToken cancellationToken)
    {
        var (address, html) = await BrowseAsync(new HttpRequestMessage(HttpMethod.Get, challenge), challenge, cancellationToken);
        var form = ChallengeForm.Find(html, address) ?? throw new DemoException($"{address} shows no form to approve the payment.");
        var fields = new Dictionary<string, string>(form.Fields, StringComparer.Ordinal) { ["outcome"] = "approve" };
        var approval = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(fields) };
        await BrowseAsync(approval, challenge, cancellationToken);
    }

    private async Task<(Uri Address, string Html)> BrowseAsync(
        HttpRequestMessage request, Uri challenge, CancellationToken cancellationToken)
    {
        var address = request.RequestUri ?? challenge;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var sent = request;
            using var response = await http.SendAsync(sent, cancellationToken);
            var isRedirect = response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest;
            if (!isRedirect || response.Headers.Location is not { } location)
            {
                return response.IsSuccessStatusCode
                    ? (address, await response.Content.ReadAsStringAsync(cancellationToken))
                    : throw new DemoException($"The browser got {(int)response.StatusCode} from {address}.");
            }

            address = new Uri(address, location);
            if (!IsSameHost(address, challenge) && !IsSameHost(address, merchantApi))
            {
                // The merchant's own shop, which is not part of this system.
                return (address, string.Empty);
            }

            // 302 and 303 after a POST are followed by GET, as browsers do.
            request = new HttpRequestMessage(HttpMethod.Get, address);
        }

        throw new DemoException($"The browser was redirected more than {MostRedirects} times, last to {address}.");
    }

    private static bool IsSameHost(Uri one, Uri other) => string.Equals(one.Authority, other.Authority, StringComparison.OrdinalIgnoreCase);
}
