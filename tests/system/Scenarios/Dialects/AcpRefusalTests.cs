using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>What agents hear when something is not right; each answer is checked by its version's contract.</summary>
public sealed class AcpRefusalTests(LocalSystem system)
{
    [Theory]
    [InlineData("", "missing_api_version")]
    [InlineData("2026-01-30", "unsupported_api_version")]
    [InlineData("latest", "unsupported_api_version")]
    public async Task A_version_that_is_not_spoken_is_refused_with_those_that_are(string apiVersion, string code)
    {
        var refused = await Agent(AcpSpecification.Newer).SendAsync(HttpMethod.Get, "/checkout_sessions/cs_1", apiVersion: apiVersion);

        (refused.Status, refused.Word("code")).ShouldBe((HttpStatusCode.BadRequest, code));
        refused.Body["supported_versions"]!.AsArray().Select(version => version!.GetValue<string>())
            .ShouldBe([AcpSpecification.Older, AcpSpecification.Newer]);
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task Whose_key_is_wrong_is_refused_and_another_tenants_session_is_not_there(string version)
    {
        var created = await Agent(version).CreatedAsync();

        (await new AcpAgent(system.Api, version, "sk_wrong").GetAsync(created.Id)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var other = new AcpAgent(system.Api, version, AcpAgent.Globex);
        (await other.GetAsync(created.Id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.CancelAsync(created.Id)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.CompleteAsync(created.Id, "vt_1")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.DelegateAsync(AcpAgent.Delegation(created.Id, Cards.Frictionless))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_key_that_may_only_read_does_not_write(string version)
    {
        var id = (await Agent(version).CreatedAsync()).Id;
        var reader = new AcpAgent(system.Api, version, "sk_dev_acme_operator_123456789"); // checkouts:read and operate

        (await reader.GetAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await reader.CreateAsync()).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.CompleteAsync(id, "vt_1")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.DelegateAsync(AcpAgent.Delegation(id, Cards.Frictionless))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_session_that_is_given_up_stays_so(string version)
    {
        var agent = Agent(version);
        var id = (await agent.CreatedAsync()).Id;
        var token = await agent.TokenAsync(id, Cards.Frictionless);

        (await agent.CancelAsync(id)).Word("status").ShouldBe("canceled");

        (await agent.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await agent.CompleteAsync(id, token)).Word("code").ShouldBe("session_closed");
        (await agent.UpdateAsync(id, "{}")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_paid_session_is_not_given_up_and_one_that_waits_for_the_bank_not_yet(string version)
    {
        var agent = Agent(version);
        var paid = (await agent.CreatedAsync()).Id;
        await agent.CompleteAsync(paid, await agent.TokenAsync(paid, Cards.Frictionless));
        (await agent.CancelAsync(paid)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);

        var waiting = (await agent.CreatedAsync()).Id;
        await agent.CompleteAsync(waiting, await agent.TokenAsync(waiting, Cards.Challenge));
        (await agent.CancelAsync(waiting)).Word("code").ShouldBe("payment_in_progress");
    }

    [Theory]
    [InlineData("cs_01JABCDEFGHJKMNPQRSTVWXYZ0")]
    [InlineData("trk_01JABCDEFGHJKMNPQRSTVWXYZ0")]
    [InlineData("checkout_session_123")]
    [InlineData("a%20b%3Ac%7C%7Cd")]
    [InlineData("%2e%2e%2fpayments")]
    [InlineData("%E2%82%AC")]
    public async Task A_session_that_there_is_not_is_not_found(string id)
    {
        foreach (var version in new[] { AcpSpecification.Older, AcpSpecification.Newer })
        {
            (await Agent(version).GetAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await Agent(version).CancelAsync(id)).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Changes_at_the_same_time_do_not_undo_each_other()
    {
        var agent = Agent(AcpSpecification.Older);
        var id = (await agent.CreatedAsync(agent.Wish("item_123"))).Id;

        var answers = await Task.WhenAll(
            agent.UpdateAsync(id, """{"items":[{"id":"item_123","quantity":3}]}"""),
            agent.UpdateAsync(id, """{"buyer":{"first_name":"Jane","last_name":"Roe","email":"jane@example.com"}}"""),
            agent.UpdateAsync(id, $$"""{"fulfillment_address":{{AcpTests.Address}} }"""));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        var now = await agent.GetAsync(id);
        now.Total("total").ShouldBe(3000);
        now.Body["buyer"]!["first_name"]!.GetValue<string>().ShouldBe("Jane");
        now.Body["fulfillment_address"]!["city"]!.GetValue<string>().ShouldBe("San Francisco");
    }

    [Theory]
    [InlineData(AcpSpecification.Older, "{}", "$.items")]
    [InlineData(AcpSpecification.Older, """{"items":[]}""", "$.items")]
    [InlineData(AcpSpecification.Older, """{"items":[{"id":"it_ab1","quantity":0}]}""", "$.items[0].quantity")]
    [InlineData(AcpSpecification.Older, """{"items":[{"id":"it_ab1","quantity":"two"}]}""", "$.items[0].quantity")]
    [InlineData(AcpSpecification.Older, """{"items":[null]}""", "$.items[0]")]
    [InlineData(AcpSpecification.Older, """{"items":[{"id":"it_ab1","quantity":1}],"buyer":{"first_name":"J"}}""", "$.buyer.last_name")]
    [InlineData(AcpSpecification.Older, """{"items":[{"id":"it_ab1","quantity":1}],"fulfillment_address":{}}""", "$.fulfillment_address.name")]
    [InlineData(AcpSpecification.Older, "[]", "$")]
    [InlineData(AcpSpecification.Newer, """{"line_items":[{"id":"it_ab1"}],"capabilities":{}}""", "$.currency")]
    [InlineData(AcpSpecification.Newer, """{"line_items":[{"id":"it_ab1"}],"currency":"eur"}""", "$.capabilities")]
    [InlineData(AcpSpecification.Newer, """{"currency":"eur","capabilities":{}}""", "$.line_items")]
    public async Task A_wish_that_is_wrong_is_refused_by_the_name_of_the_field(string version, string wish, string param)
    {
        var refused = await Agent(version).CreateAsync(JsonNode.Parse(wish));
        (refused.Status, refused.Word("param")).ShouldBe((HttpStatusCode.BadRequest, param));
    }

    [Fact]
    public async Task An_item_that_nobody_sells_is_told_of_at_every_look_until_it_is_taken_out()
    {
        var agent = Agent(AcpSpecification.Newer);
        var wish = agent.Wish();
        wish["line_items"]!.AsArray().Add(JsonNode.Parse("""{"id":"it_none"}"""));
        var created = await agent.CreatedAsync(wish);
        created.Word("status").ShouldBe("not_ready_for_payment");

        (await agent.GetAsync(created.Id)).Tells("not_found").ShouldBeTrue();
        (await agent.CompleteAsync(created.Id, "vt_1")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await agent.UpdateAsync(created.Id, """{"line_items":[{"id":"it_ab1"},{"id":"it_ab1"}]}""")).Total("total").ShouldBe(2998);
        (await agent.GetAsync(created.Id)).Word("status").ShouldBe("ready_for_payment");
    }

    [Fact]
    public async Task The_published_requests_are_taken()
    {
        Assert.SkipUnless(AcpSpecification.IsPresent, AcpSpecification.Absent);
        foreach (var version in new[] { AcpSpecification.Older, AcpSpecification.Newer })
        {
            var agent = Agent(version);
            var created = await agent.CreatedAsync(AcpSpecification.Example(version, "create_checkout_session_request"));
            created.Word("status").ShouldBe("ready_for_payment", created.Text);
            var payment = AcpSpecification.Example(version, "complete_checkout_session_request");
            var paid = await agent.PostAsync($"/checkout_sessions/{created.Id}/complete", payment);
            paid.Word("status").ShouldBe("completed", paid.Text);
            paid.Body["buyer"]!["last_name"]!.GetValue<string>().ShouldBe("Smith");
        }

        var newer = Agent(AcpSpecification.Newer);
        var id = (await newer.CreatedAsync()).Id;
        var reasons = AcpSpecification.Example(AcpSpecification.Newer, "cancel_checkout_session_request");
        (await newer.PostAsync($"/checkout_sessions/{id}/cancel", reasons)).Word("status").ShouldBe("canceled");
    }

    [Theory]
    [InlineData("complete_checkout_session_request_with_last_touch_attribution")]
    [InlineData("complete_session_with_authentication_result_request")]
    [InlineData("complete_session_with_denied_authentication_request")]
    public async Task The_published_payments_are_understood(string example)
    {
        Assert.SkipUnless(AcpSpecification.IsPresent, AcpSpecification.Absent);
        var agent = Agent(AcpSpecification.Newer);
        var id = (await agent.CreatedAsync(
            AcpSpecification.Example(AcpSpecification.Newer, "create_checkout_session_request_with_first_touch_attribution"))).Id;
        (await agent.UpdateAsync(id, """{"line_items":[{"id":"it_ab1"}]}""")).Word("status").ShouldBe("ready_for_payment");

        var answered = await agent.PostAsync($"/checkout_sessions/{id}/complete", AcpSpecification.Example(AcpSpecification.Newer, example));

        answered.Status.ShouldBe(HttpStatusCode.OK, answered.Text);
    }

    [Fact]
    public async Task Everybody_may_read_what_is_spoken_here()
    {
        using var http = new HttpClient { BaseAddress = system.Api };
        using var answer = await http.GetAsync(new Uri("/.well-known/acp.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        AcpSpecification.ShouldAllow(AcpSpecification.Newer, "DiscoveryResponse", document);
        document["api_base_url"]!.GetValue<string>().ShouldBe(system.Api.AbsoluteUri.TrimEnd('/'));
        answer.Headers.CacheControl!.Public.ShouldBeTrue();
    }

    private AcpAgent Agent(string version) => new(system.Api, version);
}
