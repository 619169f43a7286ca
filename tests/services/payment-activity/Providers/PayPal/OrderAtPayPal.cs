using System.Net;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

/// <summary>An order over 14.99 EUR, and what can be asked for it.</summary>
internal sealed class OrderAtPayPal(Uri psps)
{
    public const string Buyer = "buyer@example.com";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public OrderAtPayPal(SimulatedPayPal paypal)
        : this(paypal.Address)
    {
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public PayPalSetting Setting { get; } = new(psps);

    public Money Amount { get; init; } = new(1499, "EUR");

    public string TrackingNumber { get; } = $"trk_{Guid.NewGuid():N}"[..30];

    public Task<SimulatedPayPal.LedgerTotals> TotalsAsync() => SimulatedPayPal.TotalsAsync(psps, TrackingNumber);

    public Task<ProviderAnswer> CreateAsync(int attempt = 1) => Setting.Provider.AuthorizeAsync(
        new ProviderAuthorization(
            TrackingNumber,
            "acme",
            attempt,
            Amount,
            "https://shop.example/return/1?state=s",
            Card: null,
            MethodToken: null,
            KeepMethod: false,
            PaymentChannel.PayPal),
        Cancel);

    /// <summary>An order that its buyer has approved.</summary>
    public async Task<ProviderAnswer> ApprovedAsync(string buyer = Buyer, int attempt = 1)
    {
        var order = await CreateAsync(attempt);
        (await DecideAsync(order, "approve", buyer)).ShouldStartWith("https://shop.example/return/1?state=s&token=");
        return order;
    }

    /// <summary>An order whose amount is held.</summary>
    public async Task<ProviderAnswer> AuthorizedAsync(string buyer = Buyer)
    {
        var held = await InquireAsync(await ApprovedAsync(buyer));
        held.Status.ShouldBe(PaymentStatus.Authorized);
        return held;
    }

    /// <summary>Decides at PayPal's page.</summary>
    /// <returns>Where the browser goes then.</returns>
    public static async Task<string> DecideAsync(ProviderAnswer order, string outcome, string buyer = Buyer)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("outcome", outcome), new("buyer", buyer)]);
        using var response = await http.PostAsync(order.Result.Action.ShouldNotBeNull().RedirectUrl, form, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return response.Headers.Location.ShouldNotBeNull().OriginalString;
    }

    public Task<ProviderAnswer> InquireAsync(ProviderAnswer order) => Setting.Provider.InquireAsync(Reference(order), Cancel);

    public Task<ProviderAnswer> ConfirmAsync(ProviderAnswer order, string? redirectResult = null) =>
        Setting.Provider.ConfirmAsync(Reference(order) with { Returned = redirectResult is null ? null : new PaymentReturn(redirectResult) }, Cancel);

    public Task<ProviderAnswer> CaptureAsync(ProviderAnswer order, int number = 1) =>
        Setting.Provider.CaptureAsync(Reference(order), Amount, number, Cancel);

    public Task<ProviderReversal> ReverseAsync(ProviderAnswer order, int number = 1) =>
        Setting.Provider.ReverseAsync(Reference(order), number, Cancel);

    public ProviderReference Reference(ProviderAnswer order) => new(TrackingNumber, 1, order.Result.PspReference);

    /// <summary>Repeats a question until PayPal's bank has changed its answer.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isEnough)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Interval);
        var answer = await ask();
        while (!isEnough(answer))
        {
            await timer.WaitForNextTickAsync(deadline.Token);
            answer = await ask();
        }

        return answer;
    }
}
