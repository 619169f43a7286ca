namespace Checkout.Api.Checkouts.Workflow;

/// <summary>External events of a checkout. None carries data: each only says that it is time to ask.</summary>
internal static class CheckoutEvents
{
    /// <summary>The PSP has told us that a payment changed.</summary>
    public const string PspUpdate = "psp-update";

    /// <summary>An operator wants what is stuck to be tried again now.</summary>
    public const string OperatorRetry = "operator-retry";

    /// <summary>An operator has settled by hand what is stuck.</summary>
    public const string OperatorResolve = "operator-resolve";

    /// <summary>The shopper came back from the challenge of this attempt. The number keeps late returns out of later challenges.</summary>
    public static string ShopperReturn(int attempt) => $"psp-return-{attempt}";
}
