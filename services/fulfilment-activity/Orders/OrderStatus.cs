using System.Text.Json.Serialization;

namespace Checkout.Fulfilment.Orders;

/// <summary>Where the fulfilment of an order, or of an item of it, stands. The last three are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
internal enum OrderStatus
{
    /// <summary>Stock is being taken; whether there is enough is not known yet.</summary>
    Reserving,

    /// <summary>Every line is held.</summary>
    Reserved,

    /// <summary>Nobody came for the lines in time, and others may have them. Who comes all the same gets them if they are still there.</summary>
    Expired,

    /// <summary>The customer holds every line.</summary>
    Delivered,

    /// <summary>There was not enough stock.</summary>
    Refused,

    /// <summary>The reservation was undone, perhaps before it was made.</summary>
    Released,

    /// <summary>The delivery was undone, perhaps before it was made.</summary>
    Revoked,
}
