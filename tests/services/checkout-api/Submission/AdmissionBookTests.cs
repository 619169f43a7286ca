using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Submission;
using Microsoft.Extensions.Options;

namespace Checkout.Services.Tests.CheckoutApi.Submission;

public sealed class AdmissionBookTests : IClassFixture<CheckoutApiSystem>
{
    private const string Tenant = "acme";
    private readonly string correlationId = $"order {Guid.NewGuid()} || with any text";
    private readonly ManualTime time = new();
    private readonly AdmissionBook book;

    public AdmissionBookTests(CheckoutApiSystem system) =>
        book = new AdmissionBook(system.Dapr, Options.Create(new CheckoutOptions()), time);

    private AdmissionGuards Guards => AdmissionGuards.Of(Tenant, correlationId, idempotencyKey: null)!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_at_once_one_may_start_the_order()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ClaimAsync()));

        claims.OfType<AdmissionClaim.Granted>().ShouldHaveSingleItem();
        claims.OfType<AdmissionClaim.InFlight>().Count().ShouldBe(19);
    }

    [Fact]
    public async Task A_started_order_is_replayed()
    {
        var granted = await GrantedAsync();
        await book.MarkStartedAsync(Guards, granted.Owner, Cancelled);

        (await ClaimAsync()).ShouldBe(new AdmissionClaim.Replayed(granted.TrackingNumber));
        (await book.PeekAsync(Guards, "content", Cancelled)).ShouldBe(new AdmissionClaim.Replayed(granted.TrackingNumber));
    }

    [Fact]
    public async Task Other_content_is_a_conflict_whatever_the_stage()
    {
        var granted = await GrantedAsync();
        (await ClaimAsync("other")).ShouldBeOfType<AdmissionClaim.Conflicting>();

        await book.MarkStartedAsync(Guards, granted.Owner, Cancelled);
        (await ClaimAsync("other")).ShouldBeOfType<AdmissionClaim.Conflicting>();
    }

    [Fact]
    public async Task The_same_correlation_id_of_another_tenant_is_another_order()
    {
        var granted = await GrantedAsync();

        var other = await book.ClaimAsync(AdmissionGuards.Of("globex", correlationId, idempotencyKey: null)!, "content", Cancelled);

        other.ShouldBeOfType<AdmissionClaim.Granted>().TrackingNumber.ShouldNotBe(granted.TrackingNumber, StringComparer.Ordinal);
    }

    [Fact]
    public async Task After_a_crash_the_retry_takes_over_with_the_same_tracking_number()
    {
        var granted = await GrantedAsync();
        time.Advance(AdmissionBook.Lease - TimeSpan.FromSeconds(1));
        (await ClaimAsync()).ShouldBe(new AdmissionClaim.InFlight(TimeSpan.FromSeconds(1)));

        time.Advance(TimeSpan.FromSeconds(1));

        (await ClaimAsync()).ShouldBeOfType<AdmissionClaim.Granted>().TrackingNumber.ShouldBe(granted.TrackingNumber);
    }

    [Fact]
    public async Task After_a_failed_start_the_retry_need_not_wait()
    {
        var granted = await GrantedAsync();

        await book.ReleaseAsync(Guards, granted.Owner, Cancelled);

        (await ClaimAsync()).ShouldBeOfType<AdmissionClaim.Granted>().TrackingNumber.ShouldBe(granted.TrackingNumber);
    }

    [Fact]
    public async Task Who_lost_the_admission_cannot_change_it_any_more()
    {
        var lost = await GrantedAsync();
        time.Advance(AdmissionBook.Lease);
        await ClaimAsync();

        await book.ReleaseAsync(Guards, lost.Owner, Cancelled);

        (await ClaimAsync()).ShouldBeOfType<AdmissionClaim.InFlight>();
    }

    [Fact]
    public async Task An_idempotency_key_alone_names_an_order_too()
    {
        var guards = AdmissionGuards.Of(Tenant, correlationId: null, correlationId)!;
        var granted = (await book.ClaimAsync(guards, "content", Cancelled)).ShouldBeOfType<AdmissionClaim.Granted>();
        await book.MarkStartedAsync(guards, granted.Owner, Cancelled);

        (await book.ClaimAsync(guards, "content", Cancelled)).ShouldBe(new AdmissionClaim.Replayed(granted.TrackingNumber));
        (await book.ClaimAsync(guards, "other", Cancelled)).ShouldBeOfType<AdmissionClaim.Conflicting>();
        (await ClaimAsync("other")).ShouldBeOfType<AdmissionClaim.Granted>(); // the same text as correlation ID is another name
    }

    [Fact]
    public async Task A_fresh_key_for_the_same_order_replays_it_and_is_bound_to_it()
    {
        var granted = await GrantedAsync();
        await book.MarkStartedAsync(Guards, granted.Owner, Cancelled);
        var retry = AdmissionGuards.Of(Tenant, correlationId, $"{correlationId} fresh")!;

        (await book.PeekAsync(retry, "content", Cancelled)).ShouldBe(new AdmissionClaim.Replayed(granted.TrackingNumber));

        var otherOrder = AdmissionGuards.Of(Tenant, $"{correlationId} other", $"{correlationId} fresh")!;
        (await book.PeekAsync(otherOrder, "other", Cancelled)).ShouldBeOfType<AdmissionClaim.Conflicting>();
    }

    [Fact]
    public async Task A_key_that_came_with_a_correlation_ID_is_taken_for_orders_without_one()
    {
        await book.ClaimAsync(AdmissionGuards.Of(Tenant, correlationId, correlationId)!, "content", Cancelled);

        (await book.ClaimAsync(AdmissionGuards.Of(Tenant, correlationId: null, correlationId)!, "without", Cancelled))
            .ShouldBeOfType<AdmissionClaim.Conflicting>();
    }

    [Fact]
    public async Task Of_two_orders_that_race_for_one_key_one_is_granted_and_the_other_stays_free()
    {
        var key = $"{correlationId} key";
        var names = Enumerable.Range(0, 8).Select(i => $"{correlationId} {i}").ToList();

        var claims = await Task.WhenAll(names.Select(name => book.ClaimAsync(AdmissionGuards.Of(Tenant, name, key)!, name, Cancelled)));

        claims.OfType<AdmissionClaim.Granted>().ShouldHaveSingleItem();
        claims.OfType<AdmissionClaim.Conflicting>().Count().ShouldBe(7);
        var loser = names[Array.FindIndex(claims, claim => claim is AdmissionClaim.Conflicting)];
        (await book.ClaimAsync(AdmissionGuards.Of(Tenant, loser, idempotencyKey: null)!, loser, Cancelled))
            .ShouldBeOfType<AdmissionClaim.Granted>();
    }

    [Fact]
    public async Task While_an_order_is_in_flight_nobody_waits_longer_than_two_seconds()
    {
        await GrantedAsync();

        (await ClaimAsync()).ShouldBe(new AdmissionClaim.InFlight(TimeSpan.FromSeconds(2)));
    }

    private Task<AdmissionClaim> ClaimAsync(string fingerprint = "content") =>
        book.ClaimAsync(Guards, fingerprint, Cancelled);

    private async Task<AdmissionClaim.Granted> GrantedAsync() => (await ClaimAsync()).ShouldBeOfType<AdmissionClaim.Granted>();
}
