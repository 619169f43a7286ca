using Checkout.Services.Tests.CheckoutApi;
using Checkout.ServiceDefaults;

namespace Checkout.Services.Tests.ServiceDefaults;

public sealed class StateDocumentsTests(CheckoutApiSystem system) : IClassFixture<CheckoutApiSystem>
{
    private readonly string key = $"document-{Guid.NewGuid():n}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_created_once()
    {
        (await system.Dapr.TryCreateAsync(key, new Count(1), timeToLive: null, Cancelled)).ShouldBeTrue();
        (await system.Dapr.TryCreateAsync(key, new Count(2), timeToLive: null, Cancelled)).ShouldBeFalse();

        (await system.Dapr.ReadAsync<Count>(key, Cancelled)).ShouldBe(new Count(1));
    }

    [Fact]
    public async Task Concurrent_changes_all_count()
    {
        await Task.WhenAll(Enumerable.Range(0, 25).Select(_ =>
            system.Dapr.UpdateAsync<Count>(key, current => new Count((current?.Value ?? 0) + 1), Cancelled)));

        (await system.Dapr.ReadAsync<Count>(key, Cancelled)).ShouldBe(new Count(25));
    }

    [Fact]
    public async Task The_same_instance_writes_nothing()
    {
        await system.Dapr.TryCreateAsync(key, new Count(1), timeToLive: null, Cancelled);
        var (_, before) = await system.Dapr.GetStateAndETagAsync<Count>("statestore", key, cancellationToken: Cancelled);

        await system.Dapr.UpdateAsync<Count>(key, current => current!, Cancelled);

        var (_, after) = await system.Dapr.GetStateAndETagAsync<Count>("statestore", key, cancellationToken: Cancelled);
        after.ShouldBe(before);
    }

    [Fact]
    public async Task A_deleted_document_is_gone_and_deleting_it_again_is_fine()
    {
        await system.Dapr.TryCreateAsync(key, new Count(1), timeToLive: null, Cancelled);

        await system.Dapr.DeleteAsync(key, Cancelled);
        await system.Dapr.DeleteAsync(key, Cancelled);

        (await system.Dapr.ReadAsync<Count>(key, Cancelled)).ShouldBeNull();
    }

    private sealed record Count(int Value);
}
