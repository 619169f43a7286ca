using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;

namespace Checkout.Services.Tests.FulfilmentActivity.Webhooks;

public sealed class WebhookManagementTests(WebhookSystem system) : IClassFixture<WebhookSystem>
{
    private const string Url = "http://localhost:9/hooks";

    private readonly string tenant = $"t-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_secret_is_shown_once_and_stored_nowhere()
    {
        var created = await system.AddAsync(tenant, Url);

        var secret = created.Secret.ShouldNotBeNull();
        secret.ShouldStartWith("whsec_");
        var bytes = Convert.FromBase64String(secret["whsec_".Length..]);
        bytes.Length.ShouldBe(32);
        (await system.GetAsync<Webhook>($"/webhooks/{tenant}/{created.WebhookId}")).Secret.ShouldBeNull();
        (await system.GetAsync<WebhookList>($"/webhooks/{tenant}")).Webhooks.ShouldHaveSingleItem().Secret.ShouldBeNull();
        var disk = system.Disk();
        disk.ShouldContain(created.WebhookId);
        disk.ShouldNotContain(Convert.ToBase64String(bytes));
        disk.ShouldNotContain(Convert.ToHexStringLower(bytes));
        disk.ShouldNotContain(Encoding.Latin1.GetString(bytes));
    }

    [Fact]
    public async Task A_webhook_is_listed_changed_and_deleted_by_its_tenant_only()
    {
        var created = await system.AddAsync(tenant, Url);
        created.EventTypes.ShouldBe(MerchantEventTypes.All);
        var path = $"/webhooks/{tenant}/{created.WebhookId}";

        using var changed = await system.Http.PutAsJsonAsync(
            path, new WebhookRequest("http://localhost:10/", [MerchantEventTypes.CheckoutFailed], "shop"), Cancel);
        var view = (await changed.Content.ReadFromJsonAsync<Webhook>(Cancel)).ShouldNotBeNull();
        (view.Url, view.Description, view.EventTypes.Single()).ShouldBe(("http://localhost:10/", "shop", MerchantEventTypes.CheckoutFailed));

        foreach (var strange in new[] { $"/webhooks/{tenant}-2/{created.WebhookId}", $"/webhooks/{tenant}/wh_other" })
        {
            (await StatusAsync(HttpMethod.Get, strange)).ShouldBe(HttpStatusCode.NotFound);
            (await StatusAsync(HttpMethod.Post, $"{strange}/secret")).ShouldBe(HttpStatusCode.NotFound);
            (await StatusAsync(HttpMethod.Post, $"{strange}/enable")).ShouldBe(HttpStatusCode.NotFound);
            (await StatusAsync(HttpMethod.Get, $"{strange}/deliveries")).ShouldBe(HttpStatusCode.NotFound);
            await StatusAsync(HttpMethod.Delete, strange);
        }

        (await system.GetAsync<WebhookList>($"/webhooks/{tenant}")).Webhooks.Count.ShouldBe(1);
        (await StatusAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NoContent);
        (await system.GetAsync<WebhookList>($"/webhooks/{tenant}")).Webhooks.ShouldBeEmpty();
    }

    [Fact]
    public async Task During_a_rotation_the_old_and_the_new_secret_sign()
    {
        await using var receiver = await Receiver.StartAsync();
        var created = await system.AddAsync(tenant, receiver.Url);

        var rotated = await system.PostAsync<Webhook>($"/webhooks/{tenant}/{created.WebhookId}/secret");
        await system.PublishAsync(Events.Completed(tenant));
        var received = await receiver.NextAsync();

        rotated.Secret.ShouldNotBe(created.Secret, StringComparer.Ordinal);
        rotated.PreviousSecretUntil.ShouldNotBeNull().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(23));
        received.Headers["webhook-signature"].ToString().Split(' ').Length.ShouldBe(2);
        received.IsSignedWith(created.Secret!).ShouldBeTrue();
        received.IsSignedWith(rotated.Secret!).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{}""", "url")]
    [InlineData("""{"url":"http://10.0.0.1/"}""", "url")]
    [InlineData("""{"url":"http://localhost:9/","eventTypes":[]}""", "eventTypes")]
    [InlineData("""{"url":"http://localhost:9/","eventTypes":["checkout.lost"]}""", "eventTypes")]
    [InlineData("""{"url":"http://localhost:9/","eventTypes":[null]}""", "eventTypes")]
    public async Task What_cannot_work_is_refused_at_its_field(string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await system.Http.PostAsync($"/webhooks/{tenant}", content, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task A_tenant_has_twenty_webhooks_at_most_also_when_it_adds_them_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(async _ =>
        {
            using var response = await system.Http.PostAsJsonAsync($"/webhooks/{tenant}", new WebhookRequest(Url), Cancel);
            return response.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(20);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(5);
        (await system.GetAsync<WebhookList>($"/webhooks/{tenant}")).Webhooks.Count.ShouldBe(20);
    }

    [Fact]
    public async Task The_log_comes_in_pages_that_leave_nothing_out()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await system.AddAsync(tenant, receiver.Url);
        var events = Enumerable.Range(0, 12).Select(_ => Events.Completed(tenant)).ToList();
        await Task.WhenAll(events.Select(system.PublishAsync));
        foreach (var merchantEvent in events)
        {
            await system.UntilAsync(tenant, webhook.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);
        }

        var seen = new List<string>();
        var since = DateTimeOffset.UnixEpoch;
        WebhookDeliveryPage page;
        do
        {
            page = await system.GetAsync<WebhookDeliveryPage>(
                $"/webhooks/{tenant}/{webhook.WebhookId}/deliveries?limit=5&since={since.UtcDateTime:O}&state=Delivered");
            page.Deliveries.Count.ShouldBeLessThanOrEqualTo(5);
            seen.AddRange(page.Deliveries.Select(delivery => delivery.EventId));
            since = page.NextSince;
        }
        while (page.HasMore);

        seen.ShouldBe(events.Select(merchantEvent => merchantEvent.Id), ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"eventId":"evt_1","from":"2026-11-21T00:00:00Z"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"eventId":"a:b"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"eventId":"evt_unknown"}""", HttpStatusCode.NotFound)]
    public async Task A_replay_is_of_an_event_that_there_is_or_of_a_range(string body, HttpStatusCode status)
    {
        var webhook = await system.AddAsync(tenant, Url);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await system.Http.PostAsync($"/webhooks/{tenant}/{webhook.WebhookId}/replay", content, Cancel);

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Another_tenants_event_is_not_replayed()
    {
        await using var receiver = await Receiver.StartAsync();
        var theirs = await system.AddAsync($"{tenant}-2", receiver.Url);
        var mine = await system.AddAsync(tenant, Url);
        var merchantEvent = Events.Completed($"{tenant}-2");
        await system.PublishAsync(merchantEvent);
        await system.UntilAsync($"{tenant}-2", theirs.WebhookId, merchantEvent.Id, WebhookDeliveryState.Delivered);

        using var response = await system.Http.PostAsJsonAsync(
            $"/webhooks/{tenant}/{mine.WebhookId}/replay", new WebhookReplayRequest(merchantEvent.Id), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await system.Http.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
