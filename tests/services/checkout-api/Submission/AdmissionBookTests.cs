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
        await book.MarkStartedAsync(Tenant, correlationId, granted.Owner, Cancelled);

        (await ClaimAsync()).ShouldBe(new AdmissionClaim.Replayed(granted.TrackingNumber));
        (await book.PeekAsync(Tenant, correlationId, "content", Cancelled)).ShouldBe(new AdmissionClaim.Replayed(granted.TrackingNumber));
    }

    [Fact]
    public async Task Other_content_is_a_conflict_whatever_the_stage()
    {
        var granted = await GrantedAsync();
        (await ClaimAsync("other")).ShouldBeOfType<AdmissionClaim.Conflicting>();

        await book.MarkStartedAsync(Tenant, correlationId, granted.Owner, Cancelled);
        (await ClaimAsync("other")).ShouldBeOfType<AdmissionClaim.Conflicting>();
    }

    [Fact]
    public async Task The_same_correlation_id_of_another_tenant_is_another_order()
    {
        var granted = await GrantedAsync();

        var other = await book.ClaimAsync("globex", correlationId, "content", Cancelled);

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

        await book.ReleaseAsync(Tenant, correlationId, granted.Owner, Cancelled);

        (await ClaimAsync()).ShouldBeOfType<AdmissionClaim.Granted>().TrackingNumber.ShouldBe(granted.TrackingNumber);
    }

    [Fact]
    public async Task Who_lost_the_admission_cannot_change_it_any_more()
    {
        var lost = await GrantedAsync();
        time.Advance(AdmissionBook.Lease);
        await ClaimAsync();

        await book.ReleaseAsync(Tenant, correlationId, lost.Owner, Cancelled);

        (await ClaimAsync()).ShouldBeOfType<AdmissionClaim.InFlight>();
    }

    private Task<AdmissionClaim> ClaimAsync(string fingerprint = "content") =>
        book.ClaimAsync(Tenant, correlationId, fingerprint, Cancelled);

    private async Task<AdmissionClaim.Granted> GrantedAsync() => (await ClaimAsync()).ShouldBeOfType<AdmissionClaim.Granted>();
}
