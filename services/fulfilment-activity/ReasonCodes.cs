namespace Checkout.Fulfilment;

/// <summary>Why an order is refused. The workflow passes them on to the merchant.</summary>
internal static class ReasonCodes
{
    /// <summary>Less is available than was ordered.</summary>
    public const string OutOfStock = "OUT_OF_STOCK";

    /// <summary>An add-on without the item that it belongs to.</summary>
    public const string ParentMissing = "PARENT_MISSING";

    /// <summary>An add-on of an item that was refused.</summary>
    public const string ParentRefused = "PARENT_REFUSED";

    /// <summary>Nothing is held for the order.</summary>
    public const string NotReserved = "NOT_RESERVED";

    /// <summary>The order was undone before.</summary>
    public const string Released = "RELEASED";

    /// <summary>The delivery was undone before.</summary>
    public const string Revoked = "REVOKED";
}
