using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Checkout.Local.Psps;
using Microsoft.AspNetCore.Builder;

namespace Checkout.Local.Tests.Psps;

/// <summary>The simulated PSPs on a free port, and their client.</summary>
internal sealed class PspHost : IAsyncDisposable
{
    public const string ApiKey = "sk_test_local_checkout";

    private readonly WebApplication app;

    private PspHost(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public HttpClient Http { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<PspHost> StartAsync(string? ledgerFile = null, params string[] more)
    {
        string[] file = ledgerFile is null ? [] : [$"--Ledger:File={ledgerFile}"];
        var started = PspsApp.Create(["--urls=http://127.0.0.1:0", .. file, .. more]);
        await started.StartAsync(Cancelled);
        return new PspHost(started);
    }

    public async Task<StripeReply> PostAsync(string path, string form, string? key = null, CancellationToken? giveUp = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/stripe/v1/{path}");
        request.Content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await StripeReply.ReadAsync(await Http.SendAsync(request, giveUp ?? Cancelled));
    }

    public async Task<StripeReply> GetAsync(string path) =>
        await StripeReply.ReadAsync(await Http.GetAsync($"/stripe/v1/{path}", Cancelled));

    /// <summary>Creates and confirms a payment of 14.99 EUR with manual capture.</summary>
    public Task<StripeReply> PayAsync(
        string number, string reference = "trk_1", string more = "", string? key = null, CancellationToken? giveUp = null) =>
        PostAsync("payment_intents", CardPayment(number, reference) + more, key, giveUp);

    public static string CardPayment(string number, string reference = "trk_1") =>
        $"amount=1499&currency=eur&capture_method=manual&confirm=true&metadata[tracking_number]={reference}"
        + "&return_url=http%3A%2F%2Fshop.test%2Freturn%2F1%3Fa%3Db"
        + $"&payment_method_data[type]=card&payment_method_data[card][number]={number}&payment_method_data[card][exp_month]=12"
        + "&payment_method_data[card][exp_year]=2049&payment_method_data[card][cvc]=987"
        + "&payment_method_data[billing_details][name]=Ada+Example";

    /// <summary>Creates and confirms a payment of 14.99 EUR by another method than a card.</summary>
    /// <param name="type">E.g. <c>klarna</c>.</param>
    /// <param name="more">More parameters, beginning with <c>&amp;</c>.</param>
    /// <param name="capture">The capture method.</param>
    /// <param name="reference">The merchant's own.</param>
    public Task<StripeReply> PayByAsync(
        string type, string more = "", string capture = "automatic", string reference = "trk_1") => PostAsync(
        "payment_intents",
        $"amount=1499&currency=eur&confirm=true&capture_method={capture}&metadata[tracking_number]={reference}"
        + "&return_url=http%3A%2F%2Fshop.test%2Freturn%2F1%3Fa%3Db"
        + $"&payment_method_types[]={type}&payment_method_data[type]={type}{more}");

    /// <summary>Decides on the page that a payment waits for.</summary>
    /// <returns>Where the browser is sent.</returns>
    public async Task<Uri> DecideAsync(StripeReply waiting, string outcome)
    {
        using var form = new FormUrlEncodedContent([new("outcome", outcome)]);
        using var response = await Http.PostAsync(waiting.NextUrl, form, Cancelled);
        ((int)response.StatusCode).ShouldBe(303);
        return response.Headers.Location.ShouldNotBeNull();
    }

    public async Task<JsonNode> LedgerAsync(string reference = "trk_1") =>
        JsonNode.Parse(await Http.GetStringAsync($"/ledger?reference={reference}", Cancelled)).ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
