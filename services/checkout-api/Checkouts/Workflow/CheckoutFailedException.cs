namespace Checkout.Api.Checkouts.Workflow;

/// <summary>A step has failed for good: the order cannot be completed and is undone.</summary>
internal sealed class CheckoutFailedException(CheckoutFailure failure) : Exception(failure.ReasonCode)
{
    /// <summary>A step kept failing with faults until its retries ended.</summary>
    public const string StepFailed = "STEP_FAILED";

    public CheckoutFailure Failure { get; } = failure;

    /// <summary>The reason to report for any exception that ends an order.</summary>
    public static CheckoutFailure FailureOf(Exception exception) => exception is CheckoutFailedException failed
        ? failed.Failure
        : new CheckoutFailure(StepFailed, "A part of the system did not answer; the order was stopped and nothing is charged.");
}
