using Checkout.Contracts;

namespace Checkout.Api.Offers;

/// <summary>What a customer may buy, at which prices, and until when.</summary>
/// <param name="OfferIdentifier">E.g. <c>of_8z2k1q</c>.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="CustomerUrn">The customer it was made for; null for an offer to everybody.</param>
/// <param name="ExpiresAt">From then on it cannot be bought, UTC; null for never.</param>
/// <param name="Items">The bundles and add-ons.</param>
internal sealed record Offer(
    string OfferIdentifier, string TenantId, string? CustomerUrn, DateTimeOffset? ExpiresAt, IReadOnlyList<OfferItem> Items);

/// <summary>A bundle or an add-on of a catalogue or offer.</summary>
/// <param name="ItemIdentifier">E.g. <c>it_ab1</c>.</param>
/// <param name="BundleUrn">The bundle that the item sells or belongs to.</param>
/// <param name="Name">For people.</param>
/// <param name="Price">For one, tax included.</param>
/// <param name="ParentItemIdentifier">For an add-on, the bundle that it must be bought with.</param>
internal sealed record OfferItem(string ItemIdentifier, string BundleUrn, string Name, Money Price, string? ParentItemIdentifier = null);
