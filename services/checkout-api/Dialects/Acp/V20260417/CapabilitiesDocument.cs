using System.Text.Json.Serialization;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>What agent and merchant can do together.</summary>
internal sealed record CapabilitiesDocument(PaymentDocument Payment, InterventionsDocument Interventions, IReadOnlyList<string> Extensions)
{
    /// <summary>Extensions of the protocol that are spoken.</summary>
    public static readonly IReadOnlyList<string> SpokenExtensions = ["discount"];

    /// <summary>What a shopper may have to be taken through.</summary>
    public static readonly IReadOnlyList<string> KnownInterventions = ["3ds"];

    private const string Handlers = "https://acp.dev/handlers/tokenized.card";
    private const string Schemas = "https://acp.dev/schemas/handlers/tokenized.card";

    public static CapabilitiesDocument Of(AcpView view) => new(
        new PaymentDocument(
        [
            new HandlerDocument(
                "card_tokenized",
                "dev.acp.tokenized.card",
                "Card",
                "2026-01-22",
                Handlers,
                RequiresDelegatePayment: true,
                RequiresPciCompliance: false,
                HandlerConfigDocument.House,
                $"{Schemas}/config.json",
                [$"{Schemas}/instrument.json"],
                new HandlerConfigDocument(view.Tenant.Id)),
        ]),
        new InterventionsDocument(
            [.. KnownInterventions.Where(known => view.Notes.Interventions?.Contains(known, StringComparer.Ordinal) != false)],
            [],
            "conditional"),
        SpokenExtensions);
}

/// <summary>How a session can be paid.</summary>
internal sealed record PaymentDocument(IReadOnlyList<HandlerDocument> Handlers);

/// <summary>One way to pay.</summary>
internal sealed record HandlerDocument(
    string Id,
    string Name,
    string DisplayName,
    string Version,
    string Spec,
    bool RequiresDelegatePayment,
    bool RequiresPciCompliance,
    string Psp,
    string ConfigSchema,
    IReadOnlyList<string> InstrumentSchemas,
    HandlerConfigDocument Config);

/// <summary>The merchant's part of it.</summary>
internal sealed record HandlerConfigDocument(string MerchantId)
{
    /// <summary>Cards are delegated to this house, which chooses the PSP itself.</summary>
    public const string House = "checkout";

    public string Psp { get; } = House;

    public IReadOnlyList<string> AcceptedBrands { get; } = ["visa", "mastercard", "amex"];

    public IReadOnlyList<string> AcceptedFundingTypes { get; } = ["credit", "debit", "prepaid"];

    [JsonPropertyName("supports_3ds")]
    public bool Supports3ds { get; } = true;
}

/// <summary>What a shopper may have to be taken through.</summary>
internal sealed record InterventionsDocument(IReadOnlyList<string> Supported, IReadOnlyList<string> Required, string Enforcement);
