using System.Reflection;
using System.Text.RegularExpressions;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Microsoft.Extensions.Logging;

namespace Checkout.Services.Tests;

/// <summary>
/// By structure: what names a card number, a security code or an account number is of a type that cannot be formatted, logged or serialised by
/// accident; it is revealed in a handful of places; and no log message or exception has room for it.
/// </summary>
public sealed partial class SecretsStaySecretTests
{
    private static readonly Assembly[] Services =
    [
        typeof(Sensitive).Assembly, typeof(Api.CheckoutApiApp).Assembly, typeof(Checkout.Payments.PaymentApp).Assembly,
        typeof(Fulfilment.FulfilmentApp).Assembly, typeof(Checkout.ServiceDefaults.StateDocuments).Assembly,
    ];

    /// <summary>The only files that look behind a <see cref="Sensitive"/>: the rules, the mask, and the calls to the PSPs.</summary>
    private static readonly string[] MayReveal =
    [
        "services/checkout-api/Checkouts/Submission/CheckoutRequestValidator.cs", // length of a token
        "services/checkout-api/Checkouts/Submission/PayerValidator.cs", // whether an account was given
        "services/contracts/Payments/CardRules.cs",
        "services/contracts/Payments/PayerRules.cs",
        "services/contracts/Sensitive.cs",
        "services/payment-activity/Payments/Payment.cs", // mask
        "services/payment-activity/Payments/PaymentInstruments.cs", // issuer's part, for routing
        "services/payment-activity/Providers/Adyen/AdyenRequests.cs",
        "services/payment-activity/Providers/Stripe/StripeForms.cs",
    ];

    /// <summary>The only shapes that carry one: the request and the way into the vault.</summary>
    private static readonly string[] MayCarry = ["CardData", "CredentialBody", "CreditCardDto", "DelegatedCard", "PayerData", "PayerDto"];

    [Fact]
    public void What_is_named_like_card_data_is_sensitive()
    {
        var offenders =
            from type in Types()
            from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            where Secret().IsMatch(property.Name) && property.PropertyType != typeof(Sensitive)
            where !IsHarmless(property)
            select $"{type.FullName}.{property.Name}";
        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_request_and_the_way_into_the_vault_carry_it() =>
        Types().Where(type => type.GetProperties().Any(property => property.PropertyType == typeof(Sensitive)))
            .Select(type => type.Name).Order(StringComparer.Ordinal).ShouldBe(MayCarry);

    [Fact]
    public void Nothing_that_a_workflow_keeps_can_reach_it()
    {
        var kept = Types().Where(type => type.BaseType is { IsGenericType: true } parent
                && parent.GetGenericTypeDefinition().Name.StartsWith("Workflow", StringComparison.Ordinal))
            .SelectMany(type => type.BaseType!.GetGenericArguments()).Distinct().ToList();
        kept.ShouldContain(typeof(AuthorizePaymentRequest));
        kept.SelectMany(type => Reach(type, [])).Where(type => type == typeof(Sensitive)).ShouldBeEmpty();
    }

    [Fact]
    public void No_log_message_has_room_for_it()
    {
        var messages = Types().SelectMany(type => type.GetMethods(
                BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Message: method.GetCustomAttribute<LoggerMessageAttribute>()?.Message))
            .Where(it => it.Message is not null).ToList();
        messages.ShouldNotBeEmpty();
        messages.Where(it => it.Method.GetParameters().Any(parameter => Secret().IsMatch(parameter.Name!)
                || parameter.ParameterType == typeof(Sensitive)
                || MayCarry.Contains(parameter.ParameterType.Name, StringComparer.Ordinal)))
            .Select(it => it.Message).ShouldBeEmpty();
    }

    [Fact]
    public void It_is_revealed_in_a_handful_of_places()
    {
        var root = Repository.Root;
        Directory.EnumerateFiles(Path.Combine(root, "services"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(file).Contains(".Reveal()", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file)).Append("services/contracts/Sensitive.cs").Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ShouldBe(MayReveal.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Type> Types() => Services.SelectMany(assembly => assembly.GetTypes());

    // A mask, or a function of the PSP's own; neither holds the number.
    private static bool IsHarmless(PropertyInfo property) =>
        property.PropertyType != typeof(string) || property.Name.StartsWith("Masked", StringComparison.Ordinal)
        || string.Equals(property.DeclaringType?.Name, "MaskedCard", StringComparison.Ordinal);

    private static IEnumerable<Type> Reach(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            yield break;
        }

        yield return type;
        var next = type.GetGenericArguments().Concat(
            type.Assembly.GetName().Name?.StartsWith("System", StringComparison.Ordinal) == true
                ? [] : type.GetProperties().Select(property => property.PropertyType));
        foreach (var reached in next.SelectMany(part => Reach(part, seen)))
        {
            yield return reached;
        }
    }

    [GeneratedRegex("(card|account)number|^pan$|^cvc$|^cvv$|securitycode|^iban$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();
}
