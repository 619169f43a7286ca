using System.Security.Cryptography;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Identifiers in Stripe's form: a prefix that tells the kind, then random letters and digits that cannot be guessed.</summary>
internal static class StripeId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int RandomLength = 24;

    /// <summary>Draws an identifier.</summary>
    /// <param name="prefix">E.g. <c>pi</c>.</param>
    /// <returns>E.g. <c>pi_</c> and 24 characters.</returns>
    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, RandomLength)}";
}
