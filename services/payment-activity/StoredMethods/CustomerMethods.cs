using System.Globalization;
using System.Security.Cryptography;
using Checkout.Contracts.Payments;
using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.StoredMethods;

/// <summary>The payment methods that customers keep.</summary>
internal sealed class CustomerMethods(DaprClient dapr, TimeProvider time)
{
    public const string Active = "Active";

    private const string CreditCard = "CreditCard";
    private const int UrnBytes = 16;

    public async Task<IReadOnlyList<KeptMethod>> ListAsync(string tenantId, string customerUrn, CancellationToken cancellationToken) =>
        Identifier.IsValid(tenantId) && Identifier.IsValid(customerUrn)
            ? (await dapr.ReadAsync<CustomerWallet>(Key(tenantId, customerUrn), cancellationToken) ?? CustomerWallet.Empty).Methods
            : [];

    public async Task<KeptMethod?> FindAsync(string tenantId, string customerUrn, string urn, CancellationToken cancellationToken) =>
        (await ListAsync(tenantId, customerUrn, cancellationToken)).FirstOrDefault(kept => kept.HasUrn(urn));

    /// <summary>Adds a method unless its URN is there already.</summary>
    public Task SeedAsync(string tenantId, KeptMethod method, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenantId,
            method.Method.CustomerUrn,
            wallet => wallet.Methods.Any(kept => kept.HasUrn(method.Method.PaymentMethodUrn)) ? wallet : wallet.With(method),
            cancellationToken);

    /// <summary>
    /// Stores the card of a captured payment, if that was asked for and has not happened yet. A card that the customer keeps already is
    /// not stored twice.
    /// </summary>
    public async Task<Payment> StorePaidCardAsync(Payment payment, PaymentRecords records, CancellationToken cancellationToken)
    {
        if (payment is not
            {
                Status: PaymentStatus.Captured,
                StoredMethodUrn: null,
                MethodToken: { } token,
                Authorization: { StoreOnSuccess: true, Card: { } card } authorization,
            })
        {
            return payment;
        }

        var method = Describe(card, authorization.CustomerUrn);
        var kept = new KeptMethod(method, authorization.Provider, token);
        var wallet = await ChangeAsync(
            payment.TenantId,
            authorization.CustomerUrn,
            current => current.Methods.Any(kept.IsSameCard) ? current : current.With(kept),
            cancellationToken);
        var urn = wallet.Methods.First(kept.IsSameCard).Method.PaymentMethodUrn;
        return await records.UpdateAsync(payment, p => p.StoredMethodUrn is null ? p with { StoredMethodUrn = urn } : p, cancellationToken);
    }

    private StoredMethod Describe(MaskedCard card, string customerUrn) => new(
        "pm_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(UrnBytes)),
        customerUrn,
        CreditCard,
        card.Number,
        card.Scheme,
        card.ExpiryMonth.ToString("00", CultureInfo.InvariantCulture),
        card.ExpiryYear.ToString("0000", CultureInfo.InvariantCulture),
        card.Alias,
        Active,
        time.GetUtcNow());

    private Task<CustomerWallet> ChangeAsync(
        string tenantId, string customerUrn, Func<CustomerWallet, CustomerWallet> change, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(customerUrn))
        {
            throw new ArgumentException("The tenant or the customer is not an identifier.", nameof(customerUrn));
        }

        return dapr.UpdateAsync<CustomerWallet>(
            Key(tenantId, customerUrn), current => change(current ?? CustomerWallet.Empty), cancellationToken);
    }

    // A tenant has no colon, so two different customers cannot share a key.
    private static string Key(string tenantId, string customerUrn) => $"methods-{tenantId}:{customerUrn}";
}
