using System.Text.Json;
using Checkout.Api.Requests;
using Checkout.Contracts;
using FluentValidation;

namespace Checkout.Api.StoredMethods;

/// <summary>Names a stored method: in the query string, or as the body of a call that changes it.</summary>
/// <param name="PaymentMethodUrn">The method.</param>
/// <param name="CustomerUrn">Its customer; when given, it has to be the right one.</param>
internal sealed record MethodRequest([property: Alias("P")] string? PaymentMethodUrn, [property: Alias("C")] string? CustomerUrn)
{
    private static readonly MethodRequestValidator Rules = new();

    /// <summary>The query string's <c>c</c> or <c>customerUrn</c>.</summary>
    public static string? CustomerOf(IQueryCollection query) => Value(query, "c") ?? Value(query, "customerUrn");

    /// <summary>What the query string's <c>p</c> or <c>paymentMethodUrn</c>, and <c>c</c>, name, or the problem to answer with.</summary>
    public static (MethodRequest? Asked, IResult? Problem) Of(IQueryCollection query)
    {
        var asked = new MethodRequest(Value(query, "p") ?? Value(query, "paymentMethodUrn"), CustomerOf(query));
        var broken = Rules.Validate(asked).Errors.ToLookup(error => JsonNamingPolicy.CamelCase.ConvertName(error.PropertyName), StringComparer.Ordinal);
        return broken.Count == 0
            ? (asked, null)
            : (null, Results.ValidationProblem(broken.ToDictionary(
                group => group.Key, group => group.Select(error => error.ErrorMessage).ToArray(), StringComparer.Ordinal)));
    }

    /// <summary>What the query string or, when it names nothing, the body names, or the problem to answer with.</summary>
    public static async Task<(MethodRequest? Asked, IResult? Problem)> ReadAsync(HttpContext context)
    {
        if (context.Request.Query.Count > 0 || !context.Request.HasJsonContentType())
        {
            return Of(context.Request.Query);
        }

        var (request, problem) = await RequestBody.ReadValidAsync(context, Rules);
        using (request)
        {
            return (request?.Value, problem);
        }
    }

    private static string? Value(IQueryCollection query, string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
}

/// <summary>The rules for naming a method.</summary>
internal sealed class MethodRequestValidator : AbstractValidator<MethodRequest>
{
    public MethodRequestValidator()
    {
        RuleFor(request => request.PaymentMethodUrn).Must(Identifier.IsValid).WithMessage($"Required; {Identifier.Rule}.");
        RuleFor(request => request.CustomerUrn)
            .Must(urn => urn is null || Identifier.IsValid(urn)).WithMessage($"When given: {Identifier.Rule}.");
    }
}
