using Checkout.Contracts.Payments;
using Checkout.Payments;
using FsCheck;
using FsCheck.Fluent;

namespace Checkout.Services.Tests.PaymentActivity.Payments;

/// <summary>
/// The five activities, delivered in any order, any number of times, over a network that loses and delays, each possibly overtaken by
/// another one in the middle of its call to the PSP.
/// </summary>
public sealed class AnyOrderProperties
{
    private const int Runs = 400;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(25);

    public enum Operation
    {
        Authorize,
        AuthorizeAgain,
        Confirm,
        Inquire,
        Capture,
        Reverse,
        Wait,
        ShopperPasses,
        ShopperFails,
    }

    [Theory]
    [InlineData(PaymentStatus.Authorized)]
    [InlineData(PaymentStatus.ActionRequired)]
    [InlineData(PaymentStatus.Declined)]
    public void An_order_is_charged_at_most_once_and_never_after_its_reversal(PaymentStatus firstAnswer) =>
        Prop.ForAll(Arb.From(Histories, Shorter), history => Play(firstAnswer, history))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static Gen<Step[]> Histories =>
        (from operation in Gen.Elements(Enum.GetValues<Operation>())
         from fault in Gen.Elements(Fault.None, Fault.None, Fault.None, Fault.RequestLost, Fault.RequestLate, Fault.AnswerLost)
         from overtaking in Gen.Elements<Operation?>(
             null, null, null, Operation.Authorize, Operation.Inquire, Operation.Capture, Operation.Reverse, Operation.Reverse)
         from before in Gen.Elements(true, false)
         select new Step(operation, fault, overtaking, before)).NonEmptyListOf().Select(steps => steps.ToArray());

    private static IEnumerable<Step[]> Shorter(Step[] history) =>
        history.Select((_, left) => history.Where((_, index) => index != left).ToArray());

    private static bool Play(PaymentStatus firstAnswer, Step[] history)
    {
        var run = new Run(firstAnswer);
        foreach (var step in history)
        {
            run.Do(step);
        }

        run.Finish();
        return true;
    }

    public sealed record Step(Operation Operation, Fault Fault, Operation? Overtaking, bool BeforeArrival);

    private sealed class Run(PaymentStatus firstAnswer)
    {
        private readonly PaymentWorld world = new(firstAnswer);
        private string? token;
        private bool reversed;
        private int rank;

        public void Do(Step step)
        {
            if (step.Overtaking is { } operation)
            {
                Action overtake = () => Deliver(operation);
                (world.Psp.BeforeArrival, world.Psp.AfterArrival) = step.BeforeArrival ? (overtake, null) : ((Action?)null, overtake);
            }

            world.Psp.NextFault = step.Fault;
            Deliver(step.Operation);
            (world.Psp.BeforeArrival, world.Psp.AfterArrival, world.Psp.NextFault) = (null, null, Fault.None);
        }

        public void Finish()
        {
            Deliver(Operation.Wait);
            world.Time.Advance(TimeSpan.FromMinutes(10));
            Deliver(Operation.Reverse);
            Deliver(Operation.Reverse);
            reversed.ShouldBeTrue();
            Deliver(Operation.AuthorizeAgain);
            Deliver(Operation.Capture);
        }

        private void Deliver(Operation operation)
        {
            PlayAsync(operation).GetAwaiter().GetResult();
            world.Psp.OpenPayments.ShouldBeLessThanOrEqualTo(1);
            world.Psp.Captures.ShouldBeLessThanOrEqualTo(1);
            (reversed && world.Psp.HoldsMoney).ShouldBeFalse("money is held or taken after the reversal was confirmed");

            // Below a decline nothing is certain yet; from there on, a payment only moves forward.
            var now = world.Record is { } record ? PaymentProgress.Rank(record.Status) : 0;
            (rank < PaymentProgress.Rank(PaymentStatus.Declined) || now >= rank).ShouldBeTrue("the record was downgraded");
            rank = now;
        }

        private async Task PlayAsync(Operation operation)
        {
            switch (operation)
            {
                case Operation.Authorize or Operation.AuthorizeAgain:
                    await AuthorizeAsync();
                    break;
                case Operation.Confirm:
                    await world.ConfirmAsync();
                    break;
                case Operation.Inquire:
                    await world.InquireAsync();
                    break;
                case Operation.Capture:
                    var captured = (await world.CaptureAsync()).Status == PaymentStatus.Captured;
                    (captured && world.Psp.Captures != 1).ShouldBeFalse("captured, and the PSP knows nothing of it");
                    break;
                case Operation.Reverse:
                    reversed |= (await world.ReverseAsync()).Confirmed;
                    break;
                case Operation.Wait:
                    world.Psp.DeliverLate();
                    world.Time.Advance(Wait);
                    break;
                default:
                    world.Psp.EndChallenge(passed: operation == Operation.ShopperPasses);
                    break;
            }
        }

        private async Task AuthorizeAsync()
        {
            token ??= await world.VaultCardAsync();
            try
            {
                await world.AuthorizeAsync(token);
            }
            catch (InvalidOperationException)
            {
                // A fault: it could not give back yet what came after the reversal. The engine would deliver it again.
            }
        }
    }
}
