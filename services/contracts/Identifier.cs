using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Checkout.Contracts;

/// <summary>
/// The rule for identifiers from outside (tenants, customers, items, offers, stored methods, tracking numbers) before they become parts of
/// state keys, URLs or PSP searches. None has a colon, so a key of two identifiers joined by one can be read in one way only.
/// </summary>
public static partial class Identifier
{
    /// <summary>What <see cref="IsValid"/> demands, for error messages.</summary>
    public const string Rule = "1 to 64 letters, digits, '.', '_' or '-'";

    /// <summary>Whether the text may serve as an identifier.</summary>
    /// <param name="value">What came from outside.</param>
    /// <returns>False for null and for any other character or length.</returns>
    public static bool IsValid([NotNullWhen(true)] string? value) =>
        value is not null and not "." and not ".." && Pattern().IsMatch(value); // which would lead elsewhere in a URL

    /// <summary>Guards an activity: a bad identifier there is a fault of the caller's program, not an outcome of the order.</summary>
    /// <param name="values">The identifiers.</param>
    /// <exception cref="ArgumentException">One is not an identifier; the message does not repeat it.</exception>
    public static void Require(params IEnumerable<string?> values)
    {
        if (!values.All(IsValid))
        {
            throw new ArgumentException($"An identifier is not {Rule}.", nameof(values));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
