using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Services.Tests.CheckoutApi.Dialects;

namespace Checkout.Services.Tests.CheckoutApi.Sessions;

public sealed class SessionStandingTests
{
    [Fact]
    public void Every_stage_is_reached()
    {
        foreach (var stage in Enum.GetValues<SessionStage>())
        {
            SampleSessions.In(stage).Stage.ShouldBe(stage);
        }
    }

    [Theory]
    [InlineData(CheckoutPhase.Authorizing, "Processing")]
    [InlineData(CheckoutPhase.AwaitingPsp, "Processing")]
    [InlineData(CheckoutPhase.Capturing, "Processing")]
    [InlineData(CheckoutPhase.Delivering, "Processing")]
    [InlineData(CheckoutPhase.AwaitingShopper, "ChallengeRequired")]
    [InlineData(CheckoutPhase.Done, "Completed")]
    [InlineData(CheckoutPhase.Undoing, "Failed")]
    [InlineData(CheckoutPhase.Failed, "Failed")]
    [InlineData(CheckoutPhase.Stuck, "Failed")]
    public void A_phase_of_the_workflow_is_a_stage_of_its_session(CheckoutPhase phase, string stage) =>
        SampleSessions.Paying(SampleSessions.Ready, new CheckoutProgress(1, phase, SampleSessions.Now)).Stage.ToString().ShouldBe(stage);

    [Theory]
    [InlineData("AUTHENTICATION_FAILED")]
    [InlineData("AUTHENTICATION_ABANDONED")]
    public void A_challenge_that_was_not_passed_can_be_tried_again(string reasonCode) =>
        SampleSessions.Paying(
                SampleSessions.Ready, new CheckoutProgress(3, CheckoutPhase.Failed, SampleSessions.Now, ReasonCode: reasonCode))
            .Stage.ShouldBe(SessionStage.Declined);

    [Fact]
    public void A_refusal_that_could_not_be_undone_is_not_tried_again() =>
        SampleSessions.Paying(
                SampleSessions.Ready,
                new CheckoutProgress(3, CheckoutPhase.Stuck, SampleSessions.Now, ReasonCode: "AUTHENTICATION_FAILED"))
            .Stage.ShouldBe(SessionStage.Failed);

    [Fact]
    public void What_is_carried_needs_an_address_and_a_way()
    {
        var carried = SampleSessions.Ready with
        {
            FulfilmentOptions = [new FulfilmentOption("fast", FulfilmentKind.Shipping, "Express", Price: 150)],
        };

        SampleSessions.In(SessionStage.Ready, carried).Gaps.ShouldBe([SessionGap.DeliveryAddress, SessionGap.FulfilmentOption]);
        SampleSessions.In(SessionStage.Ready, carried with { DeliveryAddress = new PostalAddress(), FulfilmentOptionId = "fast" })
            .Stage.ShouldBe(SessionStage.Ready);
        SampleSessions.In(SessionStage.Ready, carried with { DeliveryAddress = new PostalAddress(), FulfilmentOptionId = "other" })
            .Gaps.ShouldBe([SessionGap.FulfilmentOption]);
    }

    [Fact]
    public void The_tag_changes_with_the_session_and_with_its_payment()
    {
        var tags = Enum.GetValues<SessionStage>().Select(stage => SampleSessions.In(stage).Tag).ToList();
        tags.Distinct(StringComparer.Ordinal).Count().ShouldBe(tags.Count);
        tags.Contains(SampleSessions.In(SessionStage.Ready, SampleSessions.Ready with { Version = 2 }).Tag, StringComparer.Ordinal).ShouldBeFalse();
    }
}
