using System.Net;
using System.Net.Http.Json;
using Checkout.Contracts;
using Checkout.Contracts.Operations;
using Checkout.Contracts.Payments;
using Dapr.Client;

namespace Checkout.Api.Checkouts;

/// <summary>What checkout-api asks payment-activity directly, through Dapr service invocation.</summary>
internal sealed class PaymentService(DaprClient dapr) : IDisposable
{
    private readonly HttpClient http = dapr.CreateInvokableHttpClient(AppIds.Payment);

    /// <summary>Puts a fresh card into the vault; from then on only its token is known here.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not take it.</exception>
    public async Task<string> VaultAsync(CardData card, CancellationToken cancellationToken) =>
        (await HoldAsync(card, TimeSpan.Zero, cancellationToken)).CardToken;

    /// <summary>The same for a card that is to wait for its payment.</summary>
    /// <returns>Its token, and how long it waits: not always as long as was asked for.</returns>
    /// <exception cref="HttpRequestException">payment-activity did not take it.</exception>
    public async Task<VaultedCard> HoldAsync(CardData card, TimeSpan hold, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Clamp(hold.TotalSeconds, 0, int.MaxValue);
        using var response = await http.PostAsJsonAsync($"/vault/cards?holdSeconds={seconds}", card, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<VaultedCard>(cancellationToken) is { CardToken: not null } vaulted
            ? vaulted
            : throw new HttpRequestException("payment-activity answered without a card token.");
    }

    /// <summary>The same for what a PSP wants to know beside the card.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not take it.</exception>
    public async Task<string> VaultAsync(PayerData payer, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("/vault/payers", payer, cancellationToken);
        response.EnsureSuccessStatusCode();
        var vaulted = await response.Content.ReadFromJsonAsync<VaultedPayer>(cancellationToken);
        return vaulted?.PayerToken ?? throw new HttpRequestException("payment-activity answered without a payer token.");
    }

    /// <summary>Whether any PSP takes such a payment.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public async Task<bool> HasRouteAsync(PaymentRouteQuestion question, CancellationToken cancellationToken)
    {
        if (question is { Channel: PaymentChannel.CreditCard, Provider: null })
        {
            // Cards always have one; it is not worth a call.
            return true;
        }

        var provider = question.Provider is { } wanted ? $"&provider={wanted}" : string.Empty;
        using var response = await http.GetAsync(
            new Uri($"/routes/{question.TenantId}?channel={question.Channel}&currency={question.Currency}{provider}", UriKind.Relative),
            cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Finds an active stored method of this customer; null for any other.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public async Task<StoredMethod?> FindStoredMethodAsync(
        string tenantId, string customerUrn, string urn, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(
            new Uri($"/stored-methods/{tenantId}/{customerUrn}/{urn}", UriKind.Relative), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        var method = await response.Content.ReadFromJsonAsync<StoredMethod>(cancellationToken);
        return string.Equals(method?.State, "Active", StringComparison.Ordinal) ? method : null;
    }

    /// <summary>What was done and heard about a payment; empty when there is none.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(
        string tenantId, string trackingNumber, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(
            new Uri($"/payments/{tenantId}/{trackingNumber}/timeline", UriKind.Relative), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<IReadOnlyList<TimelineEntry>>(cancellationToken) ?? [];
    }

    /// <summary>Hands over what a shopper's browser brought back from the PSP.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not take it.</exception>
    public async Task RecordReturnAsync(
        string tenantId, string trackingNumber, PaymentReturn returned, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(
            $"/payments/{tenantId}/{trackingNumber}/return", returned, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Tells what became of a payment that is made elsewhere; only the first word counts.</summary>
    /// <returns>The word that counts; null when the payment is another tenant's.</returns>
    /// <exception cref="HttpRequestException">payment-activity did not take it; tell it again.</exception>
    public async Task<ExternalOutcome?> TellExternalAsync(
        string tenantId, string reference, ExternalOutcome outcome, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(
            $"/external-payments/{tenantId}/{reference}", new ExternalOutcomeTold(outcome), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ExternalOutcomeTold>(cancellationToken))?.Outcome;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>A payment that somebody may take.</summary>
/// <param name="TenantId">The merchant.</param>
/// <param name="Channel">How the shopper pays.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Provider">The PSP that the merchant forces, if any.</param>
internal sealed record PaymentRouteQuestion(string TenantId, PaymentChannel Channel, string Currency, string? Provider);
