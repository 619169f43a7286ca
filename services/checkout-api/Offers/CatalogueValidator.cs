using Checkout.Contracts;
using FluentValidation;

namespace Checkout.Api.Offers;

/// <summary>What must hold for a catalogue before anybody may buy from it.</summary>
internal sealed class CatalogueValidator : AbstractValidator<TenantCatalogue>
{
    private const int MaxEntries = 5_000;
    private const int MaxName = 200;
    private const long MaxPrice = 1_000_000_000_000;
    private const int MaxInstallments = 60;

    public CatalogueValidator()
    {
        RuleFor(catalogue => catalogue.Items).Must(items => items is { Count: <= MaxEntries })
            .WithMessage($"Required; at most {MaxEntries}.");
        RuleForEach(catalogue => catalogue.Items).NotNull().WithMessage("Must not be null.").SetValidator(new ItemRules());
        RuleForEach(catalogue => catalogue.StandingOffers).NotNull().WithMessage("Must not be null.").ChildRules(offer =>
        {
            offer.RuleFor(it => it.OfferIdentifier).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            offer.RuleFor(it => it.ItemIdentifiers).NotEmpty().WithMessage("Required.");
        });
        RuleForEach(catalogue => catalogue.Storefronts).NotNull().WithMessage("Must not be null.").ChildRules(storefront =>
            storefront.RuleFor(it => it.StorefrontUrn).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}."));
        RuleForEach(catalogue => catalogue.Promotions).NotNull().WithMessage("Must not be null.").ChildRules(promotion =>
        {
            promotion.RuleFor(it => it.PromotionCode).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            promotion.RuleFor(it => it.DiscountBasisPoints).InclusiveBetween(1, Percentage.BasisPoints)
                .WithMessage($"1 to {Percentage.BasisPoints}.");
        });
        RuleForEach(catalogue => catalogue.InstallmentPlans).NotNull().WithMessage("Must not be null.").ChildRules(plan =>
        {
            plan.RuleFor(it => it.InstallmentIdentifier).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            plan.RuleFor(it => it.Count).InclusiveBetween(2, MaxInstallments).WithMessage($"2 to {MaxInstallments}.");
            plan.RuleFor(it => it.SurchargeBasisPoints).Must(IsShare).WithMessage($"0 to {Percentage.BasisPoints}.");
        });
        RuleForEach(catalogue => catalogue.FulfilmentOptions).NotNull().WithMessage("Must not be null.").ChildRules(option =>
        {
            option.RuleFor(it => it.Id).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            option.RuleFor(it => it.Title).Must(title => title is { Length: > 0 and <= MaxName })
                .WithMessage($"Required; 1 to {MaxName} characters.");
            option.RuleFor(it => it.Price).InclusiveBetween(0, MaxPrice).WithMessage($"0 to {MaxPrice}.");
            option.RuleFor(it => it.TaxBasisPoints).Must(points => IsShare(points)).WithMessage($"0 to {Percentage.BasisPoints}.");
        });
        RuleFor(catalogue => catalogue).Custom(RequireConsistency)
            .When(catalogue => catalogue.Items?.All(item => item is not null) == true);
    }

    private static bool IsShare(int? basisPoints) => basisPoints is null or (>= 0 and <= Percentage.BasisPoints);

    private static void RequireConsistency(TenantCatalogue catalogue, ValidationContext<TenantCatalogue> context)
    {
        var items = catalogue.Items!;
        var bundles = items.Where(item => item.ParentItemIdentifier is null)
            .Select(item => item.ItemIdentifier).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(items[i].ItemIdentifier ?? string.Empty))
            {
                context.AddFailure($"Items[{i}].ItemIdentifier", "There is another item of that name.");
            }

            if (items[i].ParentItemIdentifier is { } parent && !bundles.Contains(parent))
            {
                context.AddFailure($"Items[{i}].ParentItemIdentifier", "Must be an item that is no add-on itself.");
            }
        }

        var offers = catalogue.StandingOffers ?? [];
        for (var i = 0; i < offers.Count; i++)
        {
            if (offers[i]?.ItemIdentifiers?.All(seen.Contains) == false)
            {
                context.AddFailure($"StandingOffers[{i}].ItemIdentifiers", "Must be items of the catalogue.");
            }
        }
    }

    private sealed class ItemRules : AbstractValidator<CatalogueItem>
    {
        public ItemRules()
        {
            RuleFor(item => item.ItemIdentifier).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            RuleFor(item => item.BundleUrn).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
            RuleFor(item => item.Name).Must(name => name is { Length: > 0 and <= MaxName })
                .WithMessage($"Required; 1 to {MaxName} characters.");
            RuleFor(item => item.Price).NotNull().WithMessage("Required.");
            RuleFor(item => item.Price.MinorUnits).InclusiveBetween(0, MaxPrice).When(item => item.Price is not null)
                .WithMessage($"0 to {MaxPrice}.");
            RuleFor(item => item.Price.Currency)
                .Must(currency => currency is { Length: 3 } && currency.All(char.IsAsciiLetterUpper)).When(item => item.Price is not null)
                .WithMessage("Three upper-case letters (ISO 4217).");
            RuleFor(item => item.TaxBasisPoints).Must(IsShare).WithMessage($"0 to {Percentage.BasisPoints}.");
        }
    }
}
