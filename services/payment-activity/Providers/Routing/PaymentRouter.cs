using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers.External;

namespace Checkout.Payments.Providers.Routing;

/// <summary>What decides who takes a payment.</summary>
/// <param name="TrackingNumber">The order; it decides the volume split, so that a repeated question has the same answer.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="Channel">How the shopper pays.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Wanted">The PSP that the merchant forces, if any.</param>
/// <param name="Bin">First digits of a fresh card.</param>
internal sealed record PaymentRoute(
    string TrackingNumber, string TenantId, PaymentChannel Channel, string Currency, string? Wanted = null, string? Bin = null);

/// <summary>Chooses the PSP of a payment by the rules of <see cref="RoutingOptions"/>, the PSPs' abilities and their health.</summary>
internal sealed class PaymentRouter(
    PaymentProviders providers, ProviderHealth health, RoutingOptions routing, PaymentOptions payments)
{
    /// <summary>The PSP for a payment.</summary>
    /// <param name="route">The payment.</param>
    /// <param name="tried">Those that have refused it already.</param>
    /// <returns>The first choice that is healthy, else the first choice; null when nobody else takes it.</returns>
    public IPaymentProvider? Choose(PaymentRoute route, IReadOnlyCollection<string> tried)
    {
        var able = Preference(route)
            .Select(providers.Find)
            .OfType<IPaymentProvider>()
            .Where(provider => provider.Takes(route.Channel, route.Currency) && !tried.Contains(provider.Identifier, StringComparer.Ordinal))
            .ToList();
        return able.Find(provider => !health.IsOpen(provider.Identifier)) ?? able.FirstOrDefault();
    }

    private IEnumerable<string> Preference(PaymentRoute route)
    {
        if (route.Wanted is { } wanted)
        {
            return [wanted];
        }

        if (route.Channel is PaymentChannel.External)
        {
            return [ExternalProvider.Name]; // no PSP, so no rule is about it
        }

        return routing.Rules.FirstOrDefault(rule => Fits(rule, route)) is { Providers.Count: > 0 } fitting
            ? Split(fitting.Providers, route.TrackingNumber)
            : providers.Identifiers.OrderBy(name => IsSame(name, payments.DefaultProvider) ? 0 : 1).ThenBy(name => name, StringComparer.Ordinal);
    }

    private static bool Fits(RoutingRule rule, PaymentRoute route) =>
        (rule.Channels.Count == 0 || rule.Channels.Contains(route.Channel))
        && (rule.Currencies.Count == 0 || rule.Currencies.Contains(route.Currency, StringComparer.OrdinalIgnoreCase))
        && (rule.Tenants.Count == 0 || rule.Tenants.Contains(route.TenantId, StringComparer.Ordinal))
        && (rule.Bins.Count == 0 || rule.Bins.Any(bin => route.Bin?.StartsWith(bin, StringComparison.Ordinal) == true));

    /// <summary>The rule's PSPs, the one whose share of the volume this order falls into first.</summary>
    private static IEnumerable<string> Split(IReadOnlyList<RoutingTarget> targets, string trackingNumber)
    {
        var total = targets.Sum(target => (long)target.Weight);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(trackingNumber));
        var point = total == 0 ? 0 : (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)total);
        var first = targets.FirstOrDefault(target => (point -= target.Weight) < 0) ?? targets[0];
        return [first.Name, .. targets.Where(target => target != first).Select(target => target.Name)];
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
