using System.Net;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps;

/// <summary>An answer of the Stripe-shaped API.</summary>
internal sealed record StripeReply(HttpStatusCode Status, JsonNode Body, string RequestId, bool Replayed)
{
    public string Id => Text("id");

    public string PaymentStatus => Text("status");

    /// <summary>The page that the shopper has to go to.</summary>
    public Uri NextUrl => new(Body["next_action"]!["redirect_to_url"]!["url"]!.GetValue<string>());

    public JsonNode Error => Body["error"].ShouldNotBeNull();

    public static async Task<StripeReply> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(PspHost.Cancelled)).ShouldNotBeNull();
            return new StripeReply(
                response.StatusCode,
                body,
                response.Headers.GetValues("Request-Id").Single(),
                response.Headers.TryGetValues("Idempotent-Replayed", out var replayed) && replayed.Single() is "true");
        }
    }

    public string Text(string name) => Body[name].ShouldNotBeNull().GetValue<string>();

    public long Number(string name) => Body[name].ShouldNotBeNull().GetValue<long>();

    public string ErrorText(string name) => Error[name].ShouldNotBeNull().GetValue<string>();
}
