using Checkout.Api.Sessions;
using FluentValidation;

namespace Checkout.Api.Dialects.Acp;

/// <summary>ACP's address, in requests and answers.</summary>
internal sealed record AddressBody(
    string? Name, string? LineOne, string? LineTwo, string? City, string? State, string? Country, string? PostalCode)
{
    public static AddressBody Of(PostalAddress address) => new(
        address.Name ?? string.Empty,
        address.LineOne ?? string.Empty,
        address.LineTwo,
        address.City ?? string.Empty,
        address.State ?? string.Empty,
        address.Country ?? string.Empty,
        address.PostalCode ?? string.Empty);

    public PostalAddress ToAddress(string? phoneNumber = null) =>
        new(Name, LineOne, LineTwo, City, State, Country, PostalCode, phoneNumber);
}

/// <summary>All but the second line is required; some may be empty where addresses have no such thing.</summary>
internal sealed class AddressBodyValidator : AbstractValidator<AddressBody>
{
    private const int Longest = 256;

    public AddressBodyValidator()
    {
        RuleFor(address => address.Name).Must(IsText).WithMessage(Rule);
        RuleFor(address => address.LineOne).Must(IsText).WithMessage(Rule);
        RuleFor(address => address.LineTwo).Must(line => line is null || IsText(line)).WithMessage(Rule);
        RuleFor(address => address.City).Must(IsText).WithMessage(Rule);
        RuleFor(address => address.State).Must(IsText).WithMessage(Rule);
        RuleFor(address => address.Country)
            .Must(country => country is { Length: 2 } && country.All(char.IsAsciiLetter))
            .WithMessage("Required; two letters (ISO 3166-1).");
        RuleFor(address => address.PostalCode).Must(IsText).WithMessage(Rule);
    }

    private const string Rule = "Required; at most 256 characters.";

    private static bool IsText(string? text) => text is { Length: <= Longest } && !text.Any(char.IsControl);
}
