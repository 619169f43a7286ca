using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>What an <c>Idempotency-Key</c> does, in both versions.</summary>
public sealed class AcpIdempotencyTests(LocalSystem system)
{
    [Theory]
    [InlineData(AcpSpecification.Older, HttpStatusCode.Conflict, "request_not_idempotent")]
    [InlineData(AcpSpecification.Newer, HttpStatusCode.UnprocessableEntity, "invalid_request")]
    public async Task A_key_is_good_for_one_content(string version, HttpStatusCode status, string type)
    {
        var agent = Agent(version);
        var key = Guid.NewGuid().ToString();
        (string, string)[] headers = [("Idempotency-Key", key), ("Request-Id", "request-1")];
        var first = await agent.SendAsync(HttpMethod.Post, "/checkout_sessions", agent.Wish(), headers);
        first.Headers["Idempotency-Key"].ShouldBe(key);
        first.Headers["Request-Id"].ShouldBe("request-1");
        first.Headers.ContainsKey("Idempotent-Replayed").ShouldBeFalse();

        var replayed = await agent.PostAsync("/checkout_sessions", agent.Wish(), key);
        (replayed.Status, replayed.Id).ShouldBe((HttpStatusCode.Created, first.Id));
        replayed.Headers["Idempotent-Replayed"].ShouldBe("true");
        var conflicting = await agent.PostAsync("/checkout_sessions", agent.Wish(quantity: 2), key);

        (conflicting.Status, conflicting.Word("type"), conflicting.Word("code")).ShouldBe((status, type, "idempotency_conflict"));
    }

    [Fact]
    public async Task The_newer_version_wants_a_key_at_every_post_and_the_older_one_at_none()
    {
        string[] paths =
        [
            "/checkout_sessions", "/checkout_sessions/cs_1", "/checkout_sessions/cs_1/complete", "/checkout_sessions/cs_1/cancel",
            "/agentic_commerce/delegate_payment",
        ];
        foreach (var path in paths)
        {
            var refused = await Agent(AcpSpecification.Newer).SendAsync(HttpMethod.Post, path, new JsonObject());
            (refused.Status, refused.Word("code")).ShouldBe((HttpStatusCode.BadRequest, "idempotency_key_required"));
        }

        var older = Agent(AcpSpecification.Older);
        (await older.SendAsync(HttpMethod.Post, "/checkout_sessions", older.Wish())).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(AcpSpecification.Older, "idempotency_in_flight")]
    [InlineData(AcpSpecification.Newer, "idempotency_in_flight")]
    public async Task While_the_first_request_is_at_work_the_same_one_has_to_wait(string version, string code)
    {
        var agent = Agent(version);
        var id = (await agent.CreatedAsync()).Id;
        var token = await agent.TokenAsync(id, Cards.Frictionless);
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => agent.CompleteAsync(id, token, key)));

        var waiting = answers.Where(answer => answer.Status is HttpStatusCode.Conflict).ToList();
        waiting.ShouldNotBeEmpty();
        waiting.ShouldAllBe(answer => answer.Word("code") == code && answer.Headers["Retry-After"] == "1");
        (await Ledger.OfAsync(system.Psps, (await agent.UntilAsync(id, "completed")).OrderId)).Charges.ShouldBe(1);
    }

    private AcpAgent Agent(string version) => new(system.Api, version);
}
