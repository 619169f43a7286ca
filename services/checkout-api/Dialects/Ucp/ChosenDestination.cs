using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Api.Offers;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>Where a platform wants everything to go, and how. Everything goes to one destination in one package.</summary>
internal sealed class ChosenDestination
{
    private readonly IReadOnlyList<MethodBody> methods;

    /// <param name="fulfillment">What the platform sends.</param>
    /// <param name="known">Destinations that it sent before and may name.</param>
    public ChosenDestination(FulfillmentBody? fulfillment, IReadOnlyList<UcpDestination> known)
    {
        methods = fulfillment?.Methods ?? [];
        All = [.. methods.SelectMany(method => method.Destinations ?? []).OfType<AddressBody>()
            .Select((address, index) => address.ToDestination($"dest_{index + 1}"))];
        var selected = Named.FirstOrDefault();
        if (selected is not null && Find(All, selected) is null && Find(known, selected) is { } earlier)
        {
            All = [.. All, earlier];
        }

        // The only one need not be chosen.
        Selected = selected is not null ? Find(All, selected) : All.Count == 1 ? All[0] : null;
    }

    /// <summary>Every destination that was named.</summary>
    public IReadOnlyList<UcpDestination> All { get; }

    /// <summary>The one that it goes to; null when that is not said.</summary>
    public UcpDestination? Selected { get; }

    /// <summary>What was wanted and cannot be had.</summary>
    public IEnumerable<UcpMessage> Warnings => Named.Distinct(StringComparer.Ordinal).Count() > 1
        ? [UcpMessage.Warning("fulfillment_changed", "Everything goes to the first of the destinations that were selected.", "$.fulfillment.methods[0]")]
        : [];

    private IEnumerable<string> Named => methods.Select(method => method.SelectedDestinationId).OfType<string>();

    /// <summary>The way of delivery that was chosen, if it is offered.</summary>
    public string? OptionAmong(IReadOnlyList<FulfilmentOption> offered) => methods
        .SelectMany(method => method.Groups ?? []).OfType<GroupBody>().Select(group => group.SelectedOptionId)
        .FirstOrDefault(id => offered.Any(option => string.Equals(option.Id, id, StringComparison.Ordinal)));

    private static UcpDestination? Find(IReadOnlyList<UcpDestination> destinations, string id) =>
        destinations.FirstOrDefault(destination => string.Equals(destination.Id, id, StringComparison.Ordinal));
}
