using System.Net.Http.Headers;
using System.Text;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>
/// The access token of our client credentials (RFC 6749, section 4.4), kept until shortly before it expires. The credentials come from the
/// secret store each time that a token is asked for, so that a rotation needs no restart.
/// </summary>
internal sealed class PayPalTokens(DaprClient dapr, PayPalOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1);
    private Kept? kept;

    /// <summary>The token to present.</summary>
    /// <param name="rejected">A token that PayPal did not take any more.</param>
    /// <param name="ask">Sends the request for a token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The token; a null one with what PayPal answered instead.</returns>
    public async Task<(string? Token, PayPalReply<PayPalToken> Reply)> GetAsync(
        string? rejected,
        Func<HttpRequestMessage, CancellationToken, Task<PayPalReply<PayPalToken>>> ask,
        CancellationToken cancellationToken)
    {
        if (Good(rejected) is { } good)
        {
            return (good, new());
        }

        // One asks, the others wait for what it gets.
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Good(rejected) is { } fresh)
            {
                return (fresh, new());
            }

            using var request = await RequestAsync(cancellationToken);
            var asked = time.GetUtcNow();
            var reply = await ask(request, cancellationToken);
            kept = reply.Body is { AccessToken: { } token } body
                ? new Kept(token, asked + TimeSpan.FromSeconds(body.ExpiresIn) - Margin)
                : null;
            return (kept?.Token, reply);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private string? Good(string? rejected) =>
        kept is { } current && time.GetUtcNow() < current.ExpiresAt && !string.Equals(current.Token, rejected, StringComparison.Ordinal)
            ? current.Token
            : null;

    private async Task<HttpRequestMessage> RequestAsync(CancellationToken cancellationToken)
    {
        var id = await dapr.ReadSecretAsync(options.ClientIdSecret, cancellationToken);
        var secret = await dapr.ReadSecretAsync(options.ClientSecretSecret, cancellationToken);
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));
        return new HttpRequestMessage(HttpMethod.Post, "/v1/oauth2/token")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", credentials) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
    }

    private sealed record Kept(string Token, DateTimeOffset ExpiresAt);
}
