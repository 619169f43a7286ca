namespace Checkout.Api.Dialects.Ucp.Answers;

/// <summary>How what is carried gets to its buyer.</summary>
internal sealed record UcpFulfillment(IReadOnlyList<UcpFulfillmentMethod> Methods);

/// <summary>A kind of delivery.</summary>
internal sealed record UcpFulfillmentMethod(
    string Id,
    string Type,
    IReadOnlyList<string> LineItemIds,
    IReadOnlyList<UcpDestination> Destinations,
    string? SelectedDestinationId,
    IReadOnlyList<UcpFulfillmentGroup> Groups);

/// <summary>A package.</summary>
internal sealed record UcpFulfillmentGroup(
    string Id, IReadOnlyList<string> LineItemIds, IReadOnlyList<UcpFulfillmentOption> Options, string? SelectedOptionId);

/// <summary>A way for a package to go.</summary>
internal sealed record UcpFulfillmentOption(
    string Id,
    string Title,
    string? Description,
    string? Carrier,
    DateTimeOffset? EarliestFulfillmentTime,
    DateTimeOffset? LatestFulfillmentTime,
    IReadOnlyList<UcpTotal> Totals);

/// <summary>An address; of a destination with its <paramref name="Id"/>.</summary>
internal sealed record UcpDestination(
    string? Id = null,
    string? StreetAddress = null,
    string? ExtendedAddress = null,
    string? AddressLocality = null,
    string? AddressRegion = null,
    string? AddressCountry = null,
    string? PostalCode = null,
    string? FirstName = null,
    string? LastName = null,
    string? PhoneNumber = null);
