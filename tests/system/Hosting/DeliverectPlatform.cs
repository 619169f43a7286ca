using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Checkout.Api.Dialects.Deliverect;
using Checkout.Api.Dialects.Deliverect.Checkouts;
using Checkout.Api.Requests;
using Checkout.Api.Sessions;
using Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.SystemTests.Hosting;

/// <summary>A commerce platform of the sample tenant that speaks Deliverect's API.</summary>
internal sealed class DeliverectPlatform(LocalSystem system) : IDisposable
{
    private const string Account = "65c35d109a19b819b7cf78d8";
    private const string GlobexTenant = "0b7d5c1e-93a4-4f0b-8a57-6f1f0f8b2c11";
    private const string SigningKey = "bG9jYWwtdXJiLWl0LXN0b3JlLWtleS1mb3ItYWNtZSE=";

    private readonly HttpClient http = new() { BaseAddress = system.Api };

    /// <summary>Speaks for the sample tenant.</summary>
    public DeliverectClient Client => field ??= new DeliverectClient(() => http, Account, "sk_dev_acme_sample_123456789", Account);

    /// <summary>Speaks for another merchant.</summary>
    public DeliverectClient Globex => field ??= new DeliverectClient(
        () => http, GlobexTenant, "sk_dev_globex_sample_987654321", GlobexTenant);

    /// <summary>A request that checks a new basket out.</summary>
    public async Task<JsonObject> RequestAsync(string? order, params JsonObject[] payments) =>
        DeliverectClient.Purchase(Id(await Client.BasketAsync()), order, payments);

    /// <summary>A new basket, checked out.</summary>
    public async Task<JsonNode> MadeAsync(string? order, params JsonObject[] payments)
    {
        var made = await Client.OkAsync(HttpMethod.Post, "v2/checkouts", await RequestAsync(order, payments));
        made["failureReason"].ShouldBeNull();
        return made;
    }

    /// <summary>Tells what became of the payment.</summary>
    public Task<JsonNode> UpdateAsync(JsonNode checkout, string status)
    {
        var paymentId = checkout["payment"]!["id"]!.GetValue<string>();
        return Client.OkAsync(
            HttpMethod.Post,
            $"v2/checkouts/{Id(checkout)}/payments/{paymentId}",
            new JsonObject { ["paymentId"] = paymentId, ["status"] = status });
    }

    /// <summary>Tells it by a body that is signed, of itself or of another.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> SendSignedAsync(
        string header, string body, string secret = SigningKey, string? signed = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/commerce/{Account}/payment_update", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(
            header,
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed ?? body))));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    /// <summary>Asks until the checkout and its payment have these statuses.</summary>
    public async Task<JsonNode> UntilAsync(JsonNode checkout, string status, string payment)
    {
        JsonNode? latest = null;
        await Eventually.HoldsAsync(async () =>
        {
            latest = await Client.CheckoutAsync(Id(checkout));
            return StatusOf(latest) == (status, payment);
        }, () => $"It did not become {status} and {payment}: {latest?.ToJsonString()}");
        return latest!;
    }

    /// <summary>The PSPs' books of all attempts of a checkout.</summary>
    public async Task<LedgerTotals> LedgerOfAsync(JsonNode checkout)
    {
        var totals = new LedgerTotals(Charges: 0, Captured: 0, Refunded: 0, Held: 0);
        foreach (var attempt in (await SessionOfAsync(checkout)).Attempts)
        {
            var one = await Ledger.OfAsync(system.Psps, attempt.TrackingNumber);
            totals = new LedgerTotals(
                totals.Charges + one.Charges, totals.Captured + one.Captured, totals.Refunded + one.Refunded, totals.Held + one.Held);
        }

        return totals;
    }

    /// <summary>What is kept of a basket or checkout.</summary>
    public async Task<CheckoutSession> SessionOfAsync(JsonNode document)
    {
        var session = await Sessions.FindAsync(Merchant.Tenant, Id(document), TestContext.Current.CancellationToken);
        return session.ShouldNotBeNull();
    }

    /// <summary>Leaves a checkout as a crash would that comes after it is decided and before its payment has begun.</summary>
    public async Task DecideOnlyAsync(JsonNode request)
    {
        using var read = RequestReader.Read<CheckoutRequest>(JsonSerializer.SerializeToElement(request));
        var print = await system.CheckoutServices.GetRequiredService<Api.Checkouts.Submission.RequestFingerprint>()
            .OfAsync(read.Canonical, TestContext.Current.CancellationToken);
        var session = await SessionOfAsync(request["basket"]!);
        var checkout = new CheckoutNotes(
            DeliverectId.New(),
            Attempt: 1,
            IsByPage: false,
            IsExternal: true,
            request["order"]!["channelOrderId"]!.GetValue<string>(),
            "01277571",
            print,
            session.CreatedAt,
            []);
        var notes = DeliverectNotes.Of(session).ShouldNotBeNull() with { Checkout = checkout };
        var decided = await Sessions.TryChangeAsync(
            session, current => current.WithExtension(DeliverectNotes.Dialect, notes), TestContext.Current.CancellationToken);
        decided.ShouldNotBeNull();
    }

    private SessionBook Sessions => system.CheckoutServices.GetRequiredService<SessionBook>();

    public static (string Checkout, string Payment) StatusOf(JsonNode checkout) =>
        (checkout["status"]!.GetValue<string>(), checkout["payment"]!["status"]!.GetValue<string>());

    public static string Id(JsonNode document) => document["id"]!.GetValue<string>();

    public static string Page(JsonNode checkout) => checkout["payment"]!["action"]!["url"]!.GetValue<string>();

    public void Dispose() => http.Dispose();
}
