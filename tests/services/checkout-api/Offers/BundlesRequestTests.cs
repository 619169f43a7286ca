using System.Text.Json;
using Checkout.Api.Offers;
using Checkout.Api.Requests;

namespace Checkout.Services.Tests.CheckoutApi.Offers;

public sealed class BundlesRequestTests
{
    [Fact]
    public void Every_alias_alone_means_its_field()
    {
        using var full = Read("""
            {
              "customerUrn": "cu.1", "promotionCode": "WELCOME", "stepIndex": 1, "interactionType": "Replace", "channel": "Azotte",
              "interactionDate": "2026-11-21T12:00:00Z", "interactionMeans": "Web", "customTags": ["a", "b"], "storefrontUrn": "sf.1",
              "originalSubscriptionIdentifier": "sub_1", "clientPlatformType": "Android"
            }
            """);
        using var brief = Read("""
            {
              "CU": "cu.1", "PC": "WELCOME", "SF": 1, "IT": "Replace", "CH": "Azotte", "ID": "2026-11-21T12:00:00Z", "IM": "Web",
              "CTG": ["a", "b"], "SFU": "sf.1", "OSI": "sub_1", "PLT": "Android"
            }
            """);

        brief.UnknownFields.ShouldBe(0);
        brief.Canonical.ToArray().ShouldBe(full.Canonical.ToArray());
        brief.ErrorsBy(new BundlesRequestValidator()).ShouldBeEmpty();
        brief.Value!.InteractionDate.ShouldBe(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    }

    private static ReadRequest<BundlesRequest> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return RequestReader.Read<BundlesRequest>(document.RootElement);
    }
}
