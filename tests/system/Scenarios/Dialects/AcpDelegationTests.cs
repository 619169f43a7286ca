using System.Net;
using System.Text.Json.Nodes;
using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Cards that are delegated, and what their tokens pay.</summary>
public sealed class AcpDelegationTests(LocalSystem system)
{
    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_token_pays_its_own_session_within_its_limit_and_once(string version)
    {
        var agent = Agent(version);
        var id = (await agent.CreatedAsync()).Id;
        var another = (await agent.CreatedAsync()).Id;

        var small = await agent.TokenAsync(id, Cards.Frictionless, maxAmount: 1498);
        (await agent.CompleteAsync(id, small)).Word("code").ShouldBe("allowance_exceeded");
        (await agent.CompleteAsync(id, await agent.TokenAsync(another, Cards.Frictionless))).Word("code").ShouldBe("token_not_allowed");
        var foreign = await new AcpAgent(system.Api, version, AcpAgent.Globex).TokenAsync(id, Cards.Frictionless);
        (await agent.CompleteAsync(id, foreign)).Word("code").ShouldBe("invalid_token");
        (await agent.CompleteAsync(id, "tok_123")).Word("code").ShouldBe("invalid_token");

        var token = await agent.TokenAsync(id, Cards.Declined);
        await agent.CompleteAsync(id, token);
        (await agent.CompleteAsync(id, token)).Word("code").ShouldBe("token_used");
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_token_whose_time_is_over_does_not_pay(string version)
    {
        var agent = Agent(version);
        var id = (await agent.CreatedAsync()).Id;
        var book = system.CheckoutServices.GetRequiredService<DelegatedPaymentBook>();
        var card = new CardData("Jane Doe", new Sensitive(Cards.Frictionless), ExpiryMonth: 11, ExpiryYear: 2029, new Sensitive("223"));
        var kept = await book.AddAsync(
            Merchant.Tenant,
            card,
            new Allowance(id, MaxAmount: 100_000, "EUR", DateTimeOffset.UtcNow.AddSeconds(-1)),
            TestContext.Current.CancellationToken);

        (await agent.CompleteAsync(id, kept.Token)).Word("code").ShouldBe("token_expired");
    }

    [Theory]
    [InlineData("payment_method.number", "\"4111111111111112\"")]
    [InlineData("payment_method.number", "4111111111111111")]
    [InlineData("payment_method.exp_month", "\"13\"")]
    [InlineData("payment_method.exp_year", "\"2020\"")]
    [InlineData("payment_method.cvc", "\"12\"")]
    [InlineData("payment_method.card_number_type", "\"network_token\"")]
    [InlineData("payment_method.display_card_funding_type", "\"gift\"")]
    [InlineData("payment_method.metadata", "null")]
    [InlineData("allowance.reason", "\"recurring\"")]
    [InlineData("allowance.currency", "\"EUR\"")]
    [InlineData("allowance.max_amount", "-1")]
    [InlineData("allowance.expires_at", "\"2020-01-01T00:00:00Z\"")]
    [InlineData("allowance.expires_at", "\"soon\"")]
    [InlineData("allowance", "null")]
    [InlineData("risk_signals", "[]")]
    [InlineData("risk_signals", "[{\"type\":\"card_testing\",\"score\":99,\"action\":\"blocked\"}]")]
    [InlineData("metadata", "{\"a\":1}")]
    [InlineData("metadata", "{\"a\":\"4111 1111 1111 1111\"}")]
    public async Task A_delegation_that_is_wrong_is_refused_by_the_name_of_the_field(string field, string value)
    {
        var delegation = AcpAgent.Delegation("cs_1", Cards.Frictionless);
        var names = field.Split('.');
        (names.Length == 1 ? delegation : delegation[names[0]]!)[names[^1]] = JsonNode.Parse(value);

        var refused = await Agent(AcpSpecification.Newer).DelegateAsync(delegation);

        (refused.Status, refused.Word("code")).ShouldBe((HttpStatusCode.BadRequest, "invalid_card"));
        refused.Word("param").ShouldStartWith($"$.{field}");
        refused.Text.ShouldNotContain("411111111111111");
    }

    private AcpAgent Agent(string version) => new(system.Api, version);
}
