using Checkout.Contracts.Payments;

namespace Checkout.Payments.StoredMethods;

/// <summary>A stored method with what only this service may know.</summary>
/// <param name="Method">What merchants see.</param>
/// <param name="Provider">PSP that keeps it.</param>
/// <param name="PspToken">The PSP's token.</param>
internal sealed record KeptMethod(StoredMethod Method, string Provider, string PspToken)
{
    public bool HasUrn(string urn) => string.Equals(Method.PaymentMethodUrn, urn, StringComparison.Ordinal);

    public bool IsIn(string state) => string.Equals(Method.State, state, StringComparison.Ordinal);

    /// <summary>Whether both are the same card at the same PSP, as far as the masked number and the expiry tell.</summary>
    public bool IsSameCard(KeptMethod other) => Identity.Equals(other.Identity);

    private (string Provider, string Number, string Month, string Year) Identity =>
        (Provider, Method.MaskedCardNumber, Method.ExpireMonth, Method.ExpireYear);
}

/// <summary>All methods of one customer; state key <c>methods-{tenant}:{customer}</c>.</summary>
/// <param name="Methods">In the order in which they were stored.</param>
internal sealed record CustomerWallet(IReadOnlyList<KeptMethod> Methods)
{
    public static CustomerWallet Empty { get; } = new([]);

    public CustomerWallet With(KeptMethod method) => new([.. Methods, method]);

    /// <summary>The wallet with another state of some methods; this one when they are in that state.</summary>
    public CustomerWallet With(Func<KeptMethod, bool> which, string state) =>
        Methods.Any(kept => which(kept) && !kept.IsIn(state))
            ? new([.. Methods.Select(kept => which(kept) ? kept with { Method = kept.Method with { State = state } } : kept)])
            : this;

    public CustomerWallet Without(string urn) => new([.. Methods.Where(kept => !kept.HasUrn(urn))]);
}

/// <summary>Who keeps a method; state key <c>method-{tenant}:{urn}</c>.</summary>
/// <param name="CustomerUrn">The customer.</param>
internal sealed record MethodOwner(string CustomerUrn);
