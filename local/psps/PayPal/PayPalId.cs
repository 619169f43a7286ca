using System.Security.Cryptography;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Identifiers in PayPal's form: 17 upper-case letters and digits that cannot be guessed.</summary>
internal static class PayPalId
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    private const string PayerAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 17;
    private const int PayerLength = 13;

    /// <summary>Draws an identifier of an order, an authorisation, a capture or a refund.</summary>
    /// <returns>E.g. <c>5O190127TN364715T</c>.</returns>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Draws an identifier of a payer.</summary>
    /// <returns>E.g. <c>QYR5Z8XDVJNXQ</c>.</returns>
    public static string NewPayer() => RandomNumberGenerator.GetString(PayerAlphabet, PayerLength);
}
