using Checkout.Contracts.Payments;
using Checkout.Payments.StoredMethods;
using Checkout.Services.Tests.PaymentActivity.Payments;

namespace Checkout.Services.Tests.PaymentActivity.StoredMethods;

public sealed class CustomerMethodsTests
{
    private const string Urn = "pm.00.482.7";

    private readonly PaymentWorld world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_method_pays_without_a_card()
    {
        await SeedAsync();
        (await world.AuthorizeAsync(token: null, urn: Urn)).Status.ShouldBe(PaymentStatus.Authorized);
    }

    [Theory]
    [InlineData("pm.00.482.8", "cu.00.482", "acme", "Active")] // unknown
    [InlineData(Urn, "cu.00.483", "acme", "Active")] // another customer's
    [InlineData(Urn, "cu.00.482", "globex", "Active")] // another tenant's
    [InlineData(Urn, "cu.00.482", "acme", "Inactive")]
    public async Task A_method_that_the_customer_cannot_use_is_a_decline(string urn, string owner, string tenant, string state)
    {
        await SeedAsync(owner, tenant, state);

        var result = await world.AuthorizeAsync(token: null, urn: urn);

        result.Status.ShouldBe(PaymentStatus.Declined);
        result.ReasonCode.ShouldBe("PAYMENT_METHOD_NOT_FOUND");
        world.Psp.Authorizations.ShouldBe(0);
    }

    [Fact]
    public async Task A_token_is_not_taken_to_another_psp()
    {
        await SeedAsync(provider: "adyen");
        (await world.AuthorizeAsync(token: null, urn: Urn)).ReasonCode.ShouldBe("PAYMENT_METHOD_NOT_FOUND");
    }

    [Fact]
    public async Task Seeding_again_changes_nothing()
    {
        await SeedAsync();
        await SeedAsync(state: "Inactive");
        (await world.Methods.ListAsync("acme", "cu.00.482", Cancel)).ShouldNotBeNull().ShouldHaveSingleItem().Method.State.ShouldBe("Active");
    }

    [Theory]
    [InlineData("acme", "cu||1")]
    [InlineData("ac/me", "cu.1")]
    [InlineData("ac:me", "cu.1")]
    [InlineData("acme", "")]
    public async Task What_is_not_an_identifier_has_no_methods_and_never_becomes_a_key(string tenant, string customer)
    {
        (await world.Methods.ListAsync(tenant, customer, Cancel)).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => SeedAsync(customer, tenant));
    }

    private Task SeedAsync(string owner = "cu.00.482", string tenant = "acme", string state = "Active", string provider = "stripe") =>
        world.Methods.SeedAsync(
            tenant,
            new KeptMethod(
                new StoredMethod(
                    Urn, owner, "CreditCard", "411111******1111", "Visa", "12", "2030", "Jane's Visa", state, world.Time.GetUtcNow()),
                provider,
                "pm_card_visa"),
            Cancel);
}
