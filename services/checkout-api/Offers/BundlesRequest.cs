using System.ComponentModel.DataAnnotations;
using Checkout.Api.Requests;
using Checkout.Contracts;
using FluentValidation;

namespace Checkout.Api.Offers;

/// <summary>Body of <c>POST …/offer/bundles</c>.</summary>
/// <param name="CustomerUrn">Who wants to buy.</param>
/// <param name="PromotionCode">A code that the customer has.</param>
/// <param name="StepIndex">Where in the merchant's flow the customer is; checked and not used.</param>
/// <param name="InteractionType">One of <see cref="InteractionTypes"/>.</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="InteractionDate">When the customer asked; promotions count by our own clock.</param>
/// <param name="InteractionMeans">How the customer asked; checked and not used.</param>
/// <param name="CustomTags">The merchant's own words; checked and not used.</param>
/// <param name="StorefrontUrn">Where the customer is.</param>
/// <param name="OriginalSubscriptionIdentifier">What the purchase replaces or renews; checked and not used.</param>
/// <param name="ClientPlatformType">The customer's device; checked and not used.</param>
internal sealed record BundlesRequest(
    [property: Alias("CU"), Required] string? CustomerUrn,
    [property: Alias("PC")] string? PromotionCode = null,
    [property: Alias("SF")] int? StepIndex = null,
    [property: Alias("IT")] string? InteractionType = null,
    [property: Alias("CH")] string? Channel = null,
    [property: Alias("ID")] DateTimeOffset? InteractionDate = null,
    [property: Alias("IM")] string? InteractionMeans = null,
    [property: Alias("CTG")] IReadOnlyList<string?>? CustomTags = null,
    [property: Alias("SFU")] string? StorefrontUrn = null,
    [property: Alias("OSI")] string? OriginalSubscriptionIdentifier = null,
    [property: Alias("PLT")] string? ClientPlatformType = null)
{
    /// <summary>The vendor's interaction types.</summary>
    public static readonly string[] InteractionTypes = ["NewAcquisition", "Replace", "RetentionWinback"];

    /// <summary>The vendor's channels.</summary>
    public static readonly string[] Channels = ["Azotte", "InappPlayStore", "InappAppStore", "ExternalPartner"];
}

/// <summary>The rules for <see cref="BundlesRequest"/>.</summary>
internal sealed class BundlesRequestValidator : AbstractValidator<BundlesRequest>
{
    private const int MaxText = 64;
    private const int MaxTags = 50;

    public BundlesRequestValidator()
    {
        RuleFor(request => request.CustomerUrn).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
        RuleFor(request => request.PromotionCode).Must(IsShort).WithMessage($"At most {MaxText} characters.");
        RuleFor(request => request.StepIndex).Must(step => step is null or >= 0).WithMessage("Must not be negative.");
        RuleFor(request => request.InteractionType).Must(type => IsOneOf(BundlesRequest.InteractionTypes, type))
            .WithMessage($"One of {string.Join(", ", BundlesRequest.InteractionTypes)}.");
        RuleFor(request => request.Channel).Must(channel => IsOneOf(BundlesRequest.Channels, channel))
            .WithMessage($"One of {string.Join(", ", BundlesRequest.Channels)}.");
        RuleFor(request => request.InteractionMeans).Must(IsShort).WithMessage($"At most {MaxText} characters.");
        RuleFor(request => request.CustomTags)
            .Must(tags => tags is null || (tags.Count <= MaxTags && tags.All(tag => tag is not null && IsShort(tag))))
            .WithMessage($"At most {MaxTags} tags of at most {MaxText} characters.");
        RuleFor(request => request.StorefrontUrn).Must(IsShort).WithMessage($"At most {MaxText} characters.");
        RuleFor(request => request.OriginalSubscriptionIdentifier).Must(IsShort).WithMessage($"At most {MaxText} characters.");
        RuleFor(request => request.ClientPlatformType).Must(IsShort).WithMessage($"At most {MaxText} characters.");
    }

    private static bool IsShort(string? text) => text is null or { Length: <= MaxText };

    private static bool IsOneOf(string[] allowed, string? value) =>
        value is null || allowed.Contains(value, StringComparer.OrdinalIgnoreCase);
}
