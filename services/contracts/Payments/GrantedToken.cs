using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Checkout.Contracts.Payments;

/// <summary>
/// Tokens with which a shopper's agent lets one merchant charge one payment at the PSP that issued them: Stripe's shared payment tokens
/// (docs.stripe.com/agentic-commerce). They hold nothing of the card, are good within the limits that the PSP enforces, and are of no use to
/// anybody but the merchant's own account; so they may be part of an order.
/// </summary>
public static partial class GrantedToken
{
    /// <summary>Whether a text has the form of one.</summary>
    /// <param name="token">What an agent has presented.</param>
    /// <returns>False for everything that no PSP here would know.</returns>
    public static bool IsOne([NotNullWhen(true)] string? token) => token is not null && Pattern().IsMatch(token);

    [GeneratedRegex(@"\Aspt_[A-Za-z0-9_]{1,200}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
