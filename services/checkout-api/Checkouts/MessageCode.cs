namespace Checkout.Api.Checkouts;

/// <summary>The vendor's status codes. The first four tell the stage of an order, the others why there is no offer or no order.</summary>
internal static class MessageCode
{
    public const string Processing = "CHECK_OUT_PROCESSING";
    public const string ChallengeRequired = "CHECK_OUT_3DS_REQUIRED";
    public const string Done = "CHECK_OUT_DONE";
    public const string Failed = "CHECK_OUT_FAILED";

    public const string Success = "SUCCESS";
    public const string StorefrontNotFound = "STOREFRONT_NOT_FOUND";
    public const string InvalidPromotionCode = "INVALID_PROMOTION_CODE";
    public const string NoOfferFound = "NO_OFFER_FOUND";
    public const string OfferExpired = "OFFER_EXPIRED";
    public const string OfferNotPurchasable = "OFFER_NOT_PURCHASABLE";
    public const string ItemNotFound = "ORDERED_ITEM_NOT_FOUND";
    public const string PaymentMethodNotFound = "PAYMENT_METHOD_NOT_FOUND";
    public const string PaymentChannelNotAvailable = "PAYMENT_CHANNEL_NOT_AVAILABLE";
    public const string CustomerNotFound = "CUSTOMER_NOT_FOUND";
    public const string TooManyAttempts = "TOO_MANY_ATTEMPTS";
    public const string CardDeclined = "CARD_DECLINED";
    public const string InvalidCard = "INVALID_CARD";
    public const string PspUnavailable = "PSP_UNAVAILABLE";
    public const string IdempotencyConflict = "IDEMPOTENCY_CONFLICT";
    public const string IdempotencyInFlight = "IDEMPOTENCY_IN_FLIGHT";
}
