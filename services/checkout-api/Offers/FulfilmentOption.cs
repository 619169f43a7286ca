using System.Text.Json.Serialization;

namespace Checkout.Api.Offers;

/// <summary>How goods reach their buyer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FulfilmentKind>))]
internal enum FulfilmentKind
{
    /// <summary>Over the network, at once.</summary>
    Digital,

    /// <summary>By a carrier to an address.</summary>
    Shipping,

    /// <summary>The buyer fetches it.</summary>
    Pickup,
}

/// <summary>A way of delivery that a tenant offers.</summary>
/// <param name="Id">Its name in requests.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">For people.</param>
/// <param name="Subtitle">More for people, e.g. how long it takes.</param>
/// <param name="Carrier">Who carries it.</param>
/// <param name="Price">Tax included, in minor units of the session's currency.</param>
/// <param name="TaxBasisPoints">The tax within the price, see <see cref="CatalogueItem.TaxBasisPoints"/>.</param>
/// <param name="EarliestDays">After how many days it can be there.</param>
/// <param name="LatestDays">After how many days it is there.</param>
internal sealed record FulfilmentOption(
    string Id,
    FulfilmentKind Kind,
    string Title,
    string? Subtitle = null,
    string? Carrier = null,
    long Price = 0,
    int TaxBasisPoints = 0,
    int? EarliestDays = null,
    int? LatestDays = null)
{
    /// <summary>The tax within the price.</summary>
    [JsonIgnore]
    public long Tax => Percentage.TaxWithin(Price, TaxBasisPoints);

    /// <summary>The price without tax.</summary>
    [JsonIgnore]
    public long Net => Price - Tax;
}
