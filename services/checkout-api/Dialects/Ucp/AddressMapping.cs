using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>Addresses, as the protocol and as sessions have them.</summary>
internal static class AddressMapping
{
    /// <summary>An address of a request.</summary>
    /// <param name="body">As it was sent.</param>
    /// <param name="id">Its name, if the platform has given none.</param>
    public static UcpDestination ToDestination(this AddressBody body, string id) => new(
        body.Id ?? id,
        body.StreetAddress,
        body.ExtendedAddress,
        body.AddressLocality,
        body.AddressRegion,
        body.AddressCountry,
        body.PostalCode,
        body.FirstName,
        body.LastName,
        body.PhoneNumber);

    /// <summary>An address for a session.</summary>
    public static PostalAddress ToAddress(this UcpDestination destination) => new(
        new Buyer(destination.FirstName, destination.LastName).FullName,
        destination.StreetAddress,
        destination.ExtendedAddress,
        destination.AddressLocality,
        destination.AddressRegion,
        destination.AddressCountry,
        destination.PostalCode,
        destination.PhoneNumber);

    /// <summary>An address that came in through another dialect. Its name is one text; what stands before the last word is the first name.</summary>
    public static UcpDestination ToDestination(PostalAddress address, string id)
    {
        var cut = address.Name?.LastIndexOf(' ') ?? -1;
        return new UcpDestination(
            id,
            address.LineOne,
            address.LineTwo,
            address.City,
            address.State,
            address.Country,
            address.PostalCode,
            cut > 0 ? address.Name![..cut] : address.Name,
            cut > 0 ? address.Name![(cut + 1)..] : null,
            address.PhoneNumber);
    }
}
