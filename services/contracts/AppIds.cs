namespace Checkout.Contracts;

/// <summary>Dapr app IDs. They are part of every workflow's identity: changing one orphans the orders that run.</summary>
public static class AppIds
{
    /// <summary>Merchants' REST and the checkout workflow.</summary>
    public const string CheckoutApi = "checkout-api";

    /// <summary>Payment activities, card vault, stored methods.</summary>
    public const string Payment = "payment-activity";

    /// <summary>Reservation and delivery activities.</summary>
    public const string Fulfilment = "fulfilment-activity";
}
