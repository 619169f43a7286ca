namespace Checkout.Contracts.Fulfilment;

/// <summary>Names of the activities that fulfilment-activity registers.</summary>
public static class FulfilmentActivities
{
    /// <summary><see cref="ReserveItemsRequest"/> → <see cref="ReservationResult"/>. Undone by <see cref="ReleaseItems"/>.</summary>
    public const string ReserveItems = "ReserveItems";

    /// <summary><see cref="OrderReference"/> → true once nothing is held for the order any more.</summary>
    public const string ReleaseItems = "ReleaseItems";

    /// <summary><see cref="OrderReference"/> → <see cref="DeliveryResult"/>. Undone by <see cref="RevokeItems"/>.</summary>
    public const string DeliverItems = "DeliverItems";

    /// <summary><see cref="OrderReference"/> → true once the customer holds nothing of the order any more.</summary>
    public const string RevokeItems = "RevokeItems";
}
