using Dapr.Workflow;

namespace Checkout.Bench.Workflows;

/// <summary>
/// The shape of a checkout without its work: two steps at once, with or without the shopper's return, then two steps one after the other.
/// </summary>
internal sealed class CheckoutShape : Workflow<bool, int>
{
    public const string Returned = "returned";

    private static readonly WorkflowTaskOptions Payment = new(TargetAppId: BenchApps.Payment);
    private static readonly WorkflowTaskOptions Fulfilment = new(TargetAppId: BenchApps.Fulfilment);

    public override async Task<int> RunAsync(WorkflowContext context, bool input)
    {
        var authorized = context.CallActivityAsync<int>(BenchApps.Step, 1, Payment);
        var reserved = context.CallActivityAsync<int>(BenchApps.Step, 2, Fulfilment);
        await Task.WhenAll(authorized, reserved);
        var returned = input ? await context.WaitForExternalEventAsync<int>(Returned) : 0;
        var captured = await context.CallActivityAsync<int>(BenchApps.Step, 3, Payment);
        var delivered = await context.CallActivityAsync<int>(BenchApps.Step, 4, Fulfilment);
        return await authorized + await reserved + returned + captured + delivered;
    }
}
