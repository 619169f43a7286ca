using System.Security.Cryptography;
using System.Text;
using Checkout.Api.Tenants;
using Dapr;
using Dapr.Client;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Checkout.Services.Tests.CheckoutApi.Tenants;

public sealed class TenantDirectoryTests
{
    private readonly DaprClient dapr = Substitute.For<DaprClient>();
    private readonly ManualTime time = new();
    private readonly TenantDirectory directory;

    public TenantDirectoryTests()
    {
        directory = new TenantDirectory(dapr, time, NullLogger<TenantDirectory>.Instance);
        SecretIs("key-1", "key-2");
    }

    [Theory]
    [InlineData("acme", "key-1", true)]
    [InlineData("ACME", "key-2", true)]
    [InlineData("acme", "key-3", false)]
    [InlineData("acme", "", false)]
    [InlineData("nobody", "key-1", false)]
    public async Task A_tenant_is_known_by_each_of_its_keys_and_by_no_other(string tenant, string key, bool known) =>
        (await AuthenticateAsync(tenant, key)).ShouldBe(known);

    [Fact]
    public async Task A_replaced_key_counts_within_a_minute_without_a_restart()
    {
        await AuthenticateAsync("acme", "key-1");
        SecretIs("key-9");

        (await AuthenticateAsync("acme", "key-1")).ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(1));
        (await AuthenticateAsync("acme", "key-1")).ShouldBeFalse();
        (await AuthenticateAsync("acme", "key-9")).ShouldBeTrue();
    }

    [Fact]
    public async Task While_the_secret_store_is_down_the_tenants_read_last_stay_valid()
    {
        await AuthenticateAsync("acme", "key-1");
        StoreIsDown();
        time.Advance(TimeSpan.FromHours(1));

        (await AuthenticateAsync("acme", "key-1")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_store_that_was_never_reached_is_a_fault_and_not_a_wrong_key()
    {
        StoreIsDown();

        await Should.ThrowAsync<DaprException>(() => AuthenticateAsync("acme", "key-1"));
    }

    private async Task<bool> AuthenticateAsync(string tenant, string key) =>
        await directory.AuthenticateAsync(tenant, key, TestContext.Current.CancellationToken) is not null;

    private void SecretIs(params string[] keys)
    {
        var hashes = keys.Select(key =>
            $$"""{"hash":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}}"}""");
        var tenants = $$$"""{"acme":{"name":"Acme","keys":[{{{string.Join(',', hashes)}}}]}}""";
        dapr.GetSecretAsync("secretstore", "tenants", Arg.Any<IReadOnlyDictionary<string, string>?>(), Arg.Any<CancellationToken>())
            .Returns(new Dictionary<string, string>(StringComparer.Ordinal) { ["tenants"] = tenants });
    }

    private void StoreIsDown() =>
        dapr.GetSecretAsync("secretstore", "tenants", Arg.Any<IReadOnlyDictionary<string, string>?>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new DaprException("down"));
}
