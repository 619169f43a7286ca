using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Contracts.Payments;
using Checkout.Payments.Vault;

namespace Checkout.Services.Tests.PaymentActivity.Vault;

public sealed class VaultEnvelopeTests
{
    private const string Token = "card_00112233445566778899aabbccddeeff";

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void A_sealed_card_opens_again()
    {
        var card = TestCards.Card(alias: "Jane's");
        VaultEnvelope.Seal(card, Token, "1", Key).Open<CardData>(Token, Key).ShouldBe(card);
    }

    [Fact]
    public void It_opens_after_it_was_stored_as_json()
    {
        var json = JsonSerializer.Serialize(VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key), JsonSerializerOptions.Web);
        JsonSerializer.Deserialize<VaultEnvelope>(json, JsonSerializerOptions.Web).ShouldNotBeNull().Open<CardData>(Token, Key)
            .Number.Reveal().ShouldBe(TestCards.Visa);
    }

    [Fact]
    public void Neither_number_nor_code_shows_in_the_json_in_any_usual_encoding()
    {
        var json = JsonSerializer.Serialize(VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key), JsonSerializerOptions.Web);
        foreach (var needle in CardDataScan.Needles(TestCards.Visa).Concat(CardDataScan.Needles("\"737\"")))
        {
            json.ShouldNotContain(needle, Case.Insensitive);
        }
    }

    [Fact]
    public void Two_seals_of_one_card_share_nothing()
    {
        var (first, second) = (VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key), VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key));
        first.Nonce.ShouldNotBe(second.Nonce);
        first.Ciphertext.ShouldNotBe(second.Ciphertext);
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("ciphertext")]
    [InlineData("tag")]
    public void A_changed_bit_keeps_it_shut(string where)
    {
        var envelope = VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key);
        var bytes = where switch { "nonce" => envelope.Nonce, "tag" => envelope.Tag, _ => envelope.Ciphertext };
        bytes[^1] ^= 1;
        Should.Throw<CryptographicException>(() => envelope.Open<CardData>(Token, Key));
    }

    [Fact]
    public void It_does_not_open_under_another_token() =>
        Should.Throw<CryptographicException>(() => VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key).Open<CardData>(Token[..^1] + "0", Key));

    [Fact]
    public void It_does_not_open_under_another_key() =>
        Should.Throw<CryptographicException>(
            () => VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key).Open<CardData>(Token, RandomNumberGenerator.GetBytes(32)));

    [Fact]
    public void An_unknown_version_is_refused_rather_than_guessed()
    {
        var envelope = VaultEnvelope.Seal(TestCards.Card(), Token, "1", Key) with { Version = 2 };
        Should.Throw<CryptographicException>(() => envelope.Open<CardData>(Token, Key));
    }
}
