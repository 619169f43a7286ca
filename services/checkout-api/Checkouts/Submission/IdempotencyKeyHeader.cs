using System.Diagnostics.CodeAnalysis;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): 1 to 255 visible ASCII characters.</summary>
internal static class IdempotencyKeyHeader
{
    public const string Name = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <summary>Reads the header; it may be missing.</summary>
    /// <returns>False when it is there and cannot be used; then <paramref name="problem"/> says so.</returns>
    public static bool TryRead(IHeaderDictionary headers, out string? key, [NotNullWhen(false)] out IResult? problem)
    {
        var values = headers[Name];
        (key, problem) = (values.Count == 1 ? values[0] : null, null);
        if (values.Count == 0 || (key is { Length: > 0 and <= MaxLength } && key.All(character => character is > ' ' and <= '~')))
        {
            return true;
        }

        problem = Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            [Name] = [$"One value of 1 to {MaxLength} visible ASCII characters."],
        });
        return false;
    }
}
