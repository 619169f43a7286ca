using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp.Views;

/// <summary>How what is carried gets to its buyer: one package to one destination, a method for each kind of option.</summary>
internal static class FulfillmentView
{
    private const string Shipping = "shipping";
    private const string Pickup = "pickup";
    private const string OnlyDestination = "dest_1";

    /// <summary>Null when there is nothing to choose.</summary>
    /// <param name="session">The session.</param>
    /// <param name="memory">What the dialect remembers of it.</param>
    /// <param name="carried">The lines that somebody carries.</param>
    public static UcpFulfillment? Of(CheckoutSession session, UcpMemory memory, IReadOnlyList<string> carried)
    {
        if (session.FulfilmentOptions.Count == 0)
        {
            return null;
        }

        var kinds = session.FulfilmentOptions.Select(TypeOf).Distinct(StringComparer.Ordinal).ToList();
        var current = session.ChosenFulfilment is { } chosen ? TypeOf(chosen) : kinds[0];
        var (destinations, selected) = Destinations(session, memory);
        return new UcpFulfillment(
        [
            .. kinds.Select(kind => string.Equals(kind, current, StringComparison.Ordinal)
                ? Method(session, kind, carried, destinations, selected, session.ChosenFulfilment?.Id)
                : Method(session, kind, [], destinations, selected: null, chosen: null)),
        ]);
    }

    /// <summary>The address that a session is delivered to; null when nobody said.</summary>
    public static UcpDestination? DestinationOf(CheckoutSession session, UcpMemory memory)
    {
        var (destinations, selected) = Destinations(session, memory);
        return destinations.FirstOrDefault(destination => string.Equals(destination.Id, selected, StringComparison.Ordinal)) is { } found
            ? found with { Id = null }
            : null;
    }

    public static string TypeOf(FulfilmentOption option) => option.Kind is FulfilmentKind.Pickup ? Pickup : Shipping;

    private static UcpFulfillmentMethod Method(
        CheckoutSession session,
        string kind,
        IReadOnlyList<string> lines,
        IReadOnlyList<UcpDestination> destinations,
        string? selected,
        string? chosen)
    {
        var options = session.FulfilmentOptions.Where(option => string.Equals(TypeOf(option), kind, StringComparison.Ordinal));
        return new UcpFulfillmentMethod(
            $"method_{kind}",
            kind,
            lines,
            destinations,
            selected,
            [new UcpFulfillmentGroup($"group_{kind}", lines, [.. options.Select(option => Option(option, session))], chosen)]);
    }

    // Days count from the last change, so that the same checkout reads the same.
    private static UcpFulfillmentOption Option(FulfilmentOption option, CheckoutSession session) => new(
        option.Id,
        option.Title,
        option.Subtitle,
        option.Carrier,
        option.EarliestDays is { } earliest ? session.UpdatedAt.AddDays(earliest) : null,
        option.LatestDays is { } latest ? session.UpdatedAt.AddDays(latest) : null,
        [new UcpTotal("total", option.Price)]);

    // Another dialect may have changed the address since.
    private static (IReadOnlyList<UcpDestination> All, string? Selected) Destinations(CheckoutSession session, UcpMemory memory)
    {
        var chosen = memory.Destinations.FirstOrDefault(it => string.Equals(it.Id, memory.DestinationId, StringComparison.Ordinal));
        if (session.DeliveryAddress is not { } address)
        {
            return (memory.Destinations, null);
        }

        return chosen is not null && chosen.ToAddress() == address
            ? (memory.Destinations, memory.DestinationId)
            : ([AddressMapping.ToDestination(address, OnlyDestination)], OnlyDestination);
    }
}
