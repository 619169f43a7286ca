using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;
using Checkout.Services.Tests.PaymentActivity.Payments;
using static Checkout.Services.Tests.Journeys.Happening;

namespace Checkout.Services.Tests.Journeys;

/// <summary>
/// Returns, notifications (each twice) and inquiries in every order that causes allow: each order of a scenario comes to the same end, and its
/// states never go back.
/// </summary>
public sealed class PermutationTests
{
    [Fact]
    public Task A_challenge_that_is_passed_is_paid_once() => PlayAsync(
        336,
        paid: true,
        () => new PaymentWorld(PaymentStatus.ActionRequired),
        ShopperPasses, Return, Return, Notification, Notification, Nothing, Nothing, Nothing);

    [Fact]
    public Task A_challenge_that_is_refused_is_not_paid() => PlayAsync(
        336,
        paid: false,
        () => new PaymentWorld(PaymentStatus.ActionRequired),
        ShopperFails, Return, Return, Notification, Notification, Nothing, Nothing, Nothing);

    [Fact]
    public Task An_authorisation_whose_answer_was_lost_is_found_and_paid_once() => PlayAsync(
        420,
        paid: true,
        () => Faulty(PaymentStatus.Authorized, Fault.AnswerLost),
        Notification, Notification, InquiryTime, InquiryTime, InquiryTime, InquiryTime, Nothing, Nothing);

    [Fact]
    public Task An_authorisation_that_arrives_late_is_paid_once() => PlayAsync(
        560,
        paid: true,
        () => Faulty(PaymentStatus.Authorized, Fault.RequestLate),
        LateArrival, Notification, Notification, InquiryTime, InquiryTime, InquiryTime, Nothing, Nothing);

    [Fact]
    public Task A_debit_that_the_bank_pays_is_delivered_once() => PlayAsync(
        560,
        paid: true,
        () => new PaymentWorld(PaymentStatus.Pending),
        BankPays, Notification, Notification, InquiryTime, InquiryTime, InquiryTime, Nothing, Nothing);

    [Fact]
    public Task A_debit_that_the_bank_refuses_is_not_delivered() => PlayAsync(
        560,
        paid: false,
        () => new PaymentWorld(PaymentStatus.Pending),
        BankRefuses, Notification, Notification, InquiryTime, InquiryTime, InquiryTime, Nothing, Nothing);

    [Fact]
    public Task A_challenge_behind_an_answer_that_was_lost_is_paid_once() => PlayAsync(
        1_008,
        paid: true,
        () => Faulty(PaymentStatus.ActionRequired, Fault.AnswerLost),
        ShopperPasses, Return, Return, Notification, Notification, InquiryTime, InquiryTime, Nothing);

    private static PaymentWorld Faulty(PaymentStatus firstAnswer, Fault fault)
    {
        var world = new PaymentWorld(firstAnswer);
        world.Psp.NextFault = fault;
        return world;
    }

    private static async Task PlayAsync(int count, bool paid, Func<PaymentWorld> worldOf, params Happening[] happenings)
    {
        var played = 0;
        foreach (var order in Orders.Of(happenings))
        {
            var world = worldOf();
            var journey = new Journey(world, order);
            var outcome = await journey.RunAsync(await world.VaultCardAsync());

            var name = string.Join(", ", order);
            outcome.Completed.ShouldBe(paid, name);
            journey.Delivered.ShouldBe(paid, name);
            world.Psp.Captures.ShouldBe(paid ? 1 : 0, name);
            world.Psp.OpenPayments.ShouldBe(paid ? 1 : 0, name);
            ShouldOnlyGoForward(journey.Reports, name);
            played++;
        }

        played.ShouldBe(count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{played} orders of {string.Join(", ", happenings)}");
    }

    private static void ShouldOnlyGoForward(List<CheckoutProgress> reports, string name)
    {
        reports.Select(report => report.Version).ShouldBe(Enumerable.Range(1, reports.Count), name);
        reports.Select(report => Rank(report.Phase)).ShouldBeInOrder(SortDirection.Ascending, name);
    }

    // While the payment is not settled, waiting for the shopper and waiting for the PSP take turns.
    private static int Rank(CheckoutPhase phase) => phase is CheckoutPhase.AwaitingPsp ? (int)CheckoutPhase.AwaitingShopper : (int)phase;
}
