using System.Security.Cryptography;

namespace Checkout.Local.Psps.Adyen;

/// <summary>Identifiers in Adyen's form: 16 upper-case letters and digits that cannot be guessed.</summary>
internal static class AdyenId
{
    private const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";
    private const int Length = 16;

    /// <summary>Draws an identifier.</summary>
    /// <returns>E.g. <c>V4HZ4RBFJGXXGN82</c>.</returns>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
