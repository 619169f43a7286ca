namespace Checkout.Local.Psps.Ledger;

/// <summary>A payment as every provider has it; what is the provider's own is in <paramref name="State"/>.</summary>
/// <param name="Id">The provider's identifier.</param>
/// <param name="Provider">E.g. <c>stripe</c>.</param>
/// <param name="Reference">The merchant's own reference, if it gave one.</param>
/// <param name="Status">The provider's name of the status.</param>
/// <param name="Amount">Requested, in minor units.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="State">The provider's own record, JSON.</param>
internal sealed record Payment(
    string Id, string Provider, string? Reference, string Status, long Amount, string Currency, DateTimeOffset CreatedAt, string State);
