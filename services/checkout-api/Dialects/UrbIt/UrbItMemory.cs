using System.Text.Json;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>What only this dialect remembers of a session.</summary>
/// <param name="OrderNumber">The house's own number.</param>
/// <param name="Gift">Whether it is a gift.</param>
/// <param name="UrberMessage">For the one who brings it.</param>
/// <param name="DeliveryType">See <see cref="CreateCheckoutValidator.DeliveryTypes"/>.</param>
/// <param name="DeliveryExpectedAt">The time that the merchant named.</param>
/// <param name="ReceiverFirstName">The name in two parts, as it came.</param>
/// <param name="ReceiverLastName">The other part.</param>
/// <param name="LocationType">See <see cref="CreateCheckoutValidator.LocationTypes"/>.</param>
internal sealed record UrbItMemory(
    int OrderNumber,
    bool Gift,
    string? UrberMessage,
    string DeliveryType,
    DateTimeOffset? DeliveryExpectedAt,
    string? ReceiverFirstName,
    string? ReceiverLastName,
    string LocationType)
{
    private const string Dialect = "urb-it";

    public static UrbItMemory? Of(CheckoutSession session) => session.Extension<UrbItMemory>(Dialect);

    public CheckoutSession In(CheckoutSession session) => session.WithExtension(Dialect, this);
}
