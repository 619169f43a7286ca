using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Adyen;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

/// <summary>An order over 14.99 EUR, and what can be asked for it.</summary>
internal sealed class OrderAtAdyen(SimulatedAdyen adyen)
{
    public const long Amount = 1499;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string TrackingNumber { get; } = $"trk_{Guid.NewGuid():N}"[..30];

    /// <summary>Authorises, and goes away before the answer comes: the PSP has the payment, and nobody here knows.</summary>
    public async Task LoseAnswerAsync(AdyenProvider provider)
    {
        using var away = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var call = provider.AuthorizeAsync(Request("4000000000006975"), away.Token);
        await SimulatedAdyen.UntilAsync(TotalsAsync, totals => totals.Held == Amount);
        await away.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    public Task<SimulatedAdyen.LedgerTotals> TotalsAsync() => adyen.TotalsAsync(TrackingNumber);

    public ProviderAuthorization Request(string? number, string? token = null) => new(
        TrackingNumber,
        "acme",
        Attempt: 1,
        new Money(Amount, "EUR"),
        "https://shop.example/return/1",
        number is null ? null : TestCards.Card(number),
        token,
        KeepMethod: false);

    public Task<ProviderAnswer> AuthorizeAsync(string number = TestCards.Visa) =>
        adyen.Provider().AuthorizeAsync(Request(number), Cancel);

    public Task<ProviderAnswer> InquireAsync(int attempt, string? pspReference = null) =>
        adyen.Provider().InquireAsync(new ProviderReference(TrackingNumber, attempt, pspReference), Cancel);

    public Task<ProviderAnswer> InquireAsync(ProviderAnswer payment) => adyen.Provider().InquireAsync(Reference(payment), Cancel);

    public Task<ProviderAnswer> ConfirmAsync(ProviderAnswer payment, string redirectResult) =>
        adyen.Provider().ConfirmAsync(Reference(payment) with { Returned = new PaymentReturn(redirectResult) }, Cancel);

    public Task<ProviderAnswer> CapturedAsync(ProviderAnswer payment) => SimulatedAdyen.UntilAsync(
        () => adyen.Provider().CaptureAsync(Reference(payment), new Money(Amount, "EUR"), 1, Cancel),
        answer => answer.Status is not PaymentStatus.Pending);

    public Task<ProviderReversal> ReversedAsync(ProviderReference payment) => SimulatedAdyen.UntilAsync(
        () => adyen.Provider().ReverseAsync(payment, 1, Cancel), reversal => reversal.Confirmed);

    public Task<ProviderReversal> ReverseAsync(ProviderAnswer payment) => adyen.Provider().ReverseAsync(Reference(payment), 1, Cancel);

    public ProviderReference Reference(ProviderAnswer payment) => new(TrackingNumber, 1, payment.Result.PspReference);
}
