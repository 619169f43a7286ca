using System.Text.Json;
using Checkout.Contracts.Events;

namespace Checkout.Api.Checkouts.Events;

/// <summary>A dialect in which receivers of events can hear of orders.</summary>
internal interface IEventDialect
{
    /// <summary>Its name, see <see cref="MerchantEvent.Dialects"/>.</summary>
    string Name { get; }

    /// <summary>The event in its words; null when it has none for it. It holds no card data, name or address.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer; the event is published later.</exception>
    Task<JsonElement?> BodyOfAsync(MerchantEvent merchantEvent, CancellationToken cancellationToken);
}
