using System.Security.Cryptography;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Vault;
using NSubstitute;

namespace Checkout.Services.Tests.PaymentActivity.Vault;

public sealed class InstrumentVaultTests
{
    private readonly InMemoryDapr dapr = new();
    private readonly ManualTime time = new();
    private readonly LogLines<VaultAudit> log = new();


    private static VaultReader Reader { get; } = new("trk_1", 2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_card_is_found_by_its_token_until_it_is_forgotten()
    {
        var vault = Vault();
        var token = await vault.StoreAsync(TestCards.Card(), Cancel);

        (await vault.FindCardAsync(token, Reader, Cancel)).ShouldBe(TestCards.Card());
        await vault.ForgetAsync(new PaymentInstrument(token, null), Cancel);
        (await vault.FindCardAsync(token, Reader, Cancel)).ShouldBeNull();
        dapr.Documents.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payer_is_kept_the_same_way_and_never_found_as_a_card()
    {
        var payer = new PayerData("Jane Doe", "jane@shop.example", "DE", new Sensitive("DE89370400440532013000"));
        var token = await Vault().StoreAsync(payer, Cancel);

        (await Vault().FindPayerAsync(token, Reader, Cancel)).ShouldBe(payer);
        (await Vault().FindCardAsync(token, Reader, Cancel)).ShouldBeNull();
        dapr.Documents.ShouldHaveSingleItem().ShouldNotContain("DE8937");
        await Vault().ForgetAsync(new PaymentInstrument(null, null, PayerToken: token), Cancel);
        dapr.Documents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_opening_is_told_with_the_order_and_without_the_token()
    {
        var token = await Vault().StoreAsync(TestCards.Card(), Cancel);
        log.Lines.ShouldBeEmpty();

        await Vault().FindCardAsync(token, Reader, Cancel);

        log.Lines.ShouldHaveSingleItem().ShouldBe("4101 The vault opens a card under key 1 for attempt 2 of trk_1.");
    }

    [Fact]
    public async Task Cards_under_an_older_key_still_open_after_a_rotation()
    {
        var token = await Vault().StoreAsync(TestCards.Card(), Cancel);
        dapr.Secrets["vault-key-2"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var rotated = Vault(keyId: "2");

        var newer = await rotated.StoreAsync(TestCards.Card(), Cancel);

        (await rotated.FindCardAsync(token, Reader, Cancel)).ShouldNotBeNull();
        dapr.Read<VaultEnvelope>($"card-{newer}").ShouldNotBeNull().KeyId.ShouldBe("2");
        dapr.Read<VaultEnvelope>($"card-{token}").ShouldNotBeNull().KeyId.ShouldBe("1");
    }

    [Fact]
    public async Task An_envelope_moved_under_another_token_does_not_open()
    {
        var vault = Vault();
        var mine = await vault.StoreAsync(TestCards.Card(), Cancel);
        var other = await vault.StoreAsync(TestCards.Card("5555555555554444"), Cancel);
        dapr.Move($"card-{other}", $"card-{mine}");
        await Should.ThrowAsync<CryptographicException>(() => vault.FindCardAsync(mine, Reader, Cancel));
    }

    [Fact]
    public async Task A_key_is_read_again_when_its_time_is_over()
    {
        var keys = new VaultKeys(dapr.Client, new VaultOptions(), time);
        var first = await keys.GetAsync("1", Cancel);
        dapr.Secrets["vault-key-1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

        (await keys.GetAsync("1", Cancel)).ShouldBe(first);
        time.Advance(TimeSpan.FromMinutes(5));
        (await keys.GetAsync("1", Cancel)).ShouldNotBe(first);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public async Task A_secret_that_is_no_key_is_refused_without_being_repeated(string secret)
    {
        dapr.Secrets["vault-key-1"] = secret;
        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => Vault().StoreAsync(TestCards.Card(), Cancel));
        refusal.Message.ShouldContain("vault-key-1");
        refusal.Message.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(0, 3_600)]
    [InlineData(600, 4_200)]
    [InlineData(86_400, 90_000)]
    [InlineData(1_000_000, 90_000)] // nobody's card waits longer than a day, however long the caller wishes it to
    [InlineData(-5, 3_600)]
    public async Task A_card_that_waits_for_its_payment_is_held_for_that_time_and_then_for_its_authorisation(int wanted, int kept)
    {
        await Vault().HoldAsync(TestCards.Card(), TimeSpan.FromSeconds(wanted), Cancel);

        var metadata = dapr.Client.ReceivedCalls().SelectMany(call => call.GetArguments()).OfType<IReadOnlyDictionary<string, string>>();
        metadata.ShouldHaveSingleItem()["ttlInSeconds"].ShouldBe($"{kept}");
    }

    private InstrumentVault Vault(string keyId = "1")
    {
        var options = new VaultOptions { KeyId = keyId };
        return new InstrumentVault(dapr.Client, new VaultKeys(dapr.Client, options, time), new VaultAudit(TestMeters.Factory, log), options);
    }
}
