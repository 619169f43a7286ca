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
    private const string CreditCard = "CreditCard";
    private const int UrnBytes = 16;

    /// <summary>The customer's methods; null for a customer who never had one.</summary>
    public async Task<IReadOnlyList<KeptMethod>?> ListAsync(string tenantId, string customerUrn, CancellationToken cancellationToken) =>
        Identifier.IsValid(tenantId) && Identifier.IsValid(customerUrn)
            ? (await dapr.ReadAsync<CustomerWallet>(Key(tenantId, customerUrn), cancellationToken))?.Methods
            : null;

    public async Task<KeptMethod?> FindAsync(string tenantId, string customerUrn, string urn, CancellationToken cancellationToken) =>
        (await ListAsync(tenantId, customerUrn, cancellationToken))?.FirstOrDefault(kept => kept.HasUrn(urn));

    /// <summary>Finds a method without its customer.</summary>
    public async Task<KeptMethod?> FindAsync(string tenantId, string urn, CancellationToken cancellationToken) =>
        Identifier.IsValid(tenantId) && Identifier.IsValid(urn)
            && await dapr.ReadAsync<MethodOwner>(OwnerKey(tenantId, urn), cancellationToken) is { } owner
            ? await FindAsync(tenantId, owner.CustomerUrn, urn, cancellationToken)
            : null;

    /// <summary>Keeps a card that its PSP has taken. A card that the customer keeps already is not stored twice, and can pay again.</summary>
    public async Task<KeptMethod> AddAsync(
        string tenantId, string customerUrn, MaskedCard card, string provider, string pspToken, CancellationToken cancellationToken)
    {
        var kept = new KeptMethod(Describe(card, customerUrn), provider, pspToken);
        return await StoreAsync(tenantId, kept, wallet => wallet.With(kept.IsSameCard, StoredMethod.Active), cancellationToken);
    }

    /// <summary>Lets a method pay, or not.</summary>
    /// <returns>The method; null when the customer does not have it.</returns>
    public async Task<KeptMethod?> SetStateAsync(
        string tenantId, string customerUrn, string urn, string state, CancellationToken cancellationToken) =>
        await FindAsync(tenantId, customerUrn, urn, cancellationToken) is null
            ? null
            : (await ChangeAsync(tenantId, customerUrn, wallet => wallet.With(kept => kept.HasUrn(urn), state), cancellationToken))
                .Methods.FirstOrDefault(kept => kept.HasUrn(urn));

    /// <summary>Forgets a method.</summary>
    /// <returns>False when the customer does not have it.</returns>
    public async Task<bool> RemoveAsync(string tenantId, string customerUrn, string urn, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenantId, customerUrn, urn, cancellationToken) is null)
        {
            return false;
        }

        await ChangeAsync(tenantId, customerUrn, wallet => wallet.Without(urn), cancellationToken);
        await dapr.DeleteAsync(OwnerKey(tenantId, urn), cancellationToken);
        return true;
    }

    /// <summary>Adds a method unless its URN is there already.</summary>
    public async Task SeedAsync(string tenantId, KeptMethod method, CancellationToken cancellationToken)
    {
        var urn = method.Method.PaymentMethodUrn;
        await ChangeAsync(
            tenantId,
            method.Method.CustomerUrn,
            wallet => wallet.Methods.Any(kept => kept.HasUrn(urn)) ? wallet : wallet.With(method),
            cancellationToken);
        await RecordOwnerAsync(tenantId, method.Method, cancellationToken);
    }

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

        var kept = new KeptMethod(Describe(card, authorization.CustomerUrn), authorization.Provider, token);
        var stored = await StoreAsync(payment.TenantId, kept, wallet => wallet, cancellationToken);
        var urn = stored.Method.PaymentMethodUrn;
        return await records.UpdateAsync(payment, p => p.StoredMethodUrn is null ? p with { StoredMethodUrn = urn } : p, cancellationToken);
    }

    // The owner is recorded after the method: whoever is interrupted in between calls again, and finds the card kept.
    private async Task<KeptMethod> StoreAsync(
        string tenantId, KeptMethod method, Func<CustomerWallet, CustomerWallet> whenKept, CancellationToken cancellationToken)
    {
        var wallet = await ChangeAsync(
            tenantId,
            method.Method.CustomerUrn,
            current => current.Methods.Any(method.IsSameCard) ? whenKept(current) : current.With(method),
            cancellationToken);
        var stored = wallet.Methods.First(method.IsSameCard);
        await RecordOwnerAsync(tenantId, stored.Method, cancellationToken);
        return stored;
    }

    private Task<MethodOwner> RecordOwnerAsync(string tenantId, StoredMethod method, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<MethodOwner>(
            OwnerKey(tenantId, method.PaymentMethodUrn), owner => owner ?? new MethodOwner(method.CustomerUrn), cancellationToken);

    private StoredMethod Describe(MaskedCard card, string customerUrn) => new(
        "pm_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(UrnBytes)),
        customerUrn,
        CreditCard,
        card.Number,
        card.Scheme,
        card.ExpiryMonth.ToString("00", CultureInfo.InvariantCulture),
        card.ExpiryYear.ToString("0000", CultureInfo.InvariantCulture),
        card.Alias,
        StoredMethod.Active,
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

    private static string OwnerKey(string tenantId, string urn) => $"method-{tenantId}:{urn}";
}
