using System.Text.RegularExpressions;

namespace Checkout.Payments;

/// <summary>
/// Checks identifiers that came from outside before they become part of a state key, a PSP search or a URL. The alphabet has no quote,
/// slash, bar or blank; a tenant or tracking number has no colon either, so that a key made of two identifiers can be read in one way only.
/// </summary>
internal static partial class Identifiers
{
    public static bool IsTenant(string? value) => value is not null && Plain().IsMatch(value);

    public static bool IsTrackingNumber(string? value) => value is not null && Plain().IsMatch(value);

    public static bool IsUrn(string? value) => value is not null && Urn().IsMatch(value);

    /// <summary>Guards an activity: a bad identifier there is a fault of the caller's program, not an outcome of the payment.</summary>
    /// <exception cref="ArgumentException">One of them is not an identifier; the message does not repeat it.</exception>
    public static void Require(string trackingNumber, string tenantId, string? customerUrn = null)
    {
        if (customerUrn is not null && !IsUrn(customerUrn))
        {
            throw new ArgumentException("The customer's URN is not an identifier.", nameof(customerUrn));
        }

        if (!IsTrackingNumber(trackingNumber))
        {
            throw new ArgumentException("The tracking number is not an identifier.", nameof(trackingNumber));
        }

        if (!IsTenant(tenantId))
        {
            throw new ArgumentException("The tenant is not an identifier.", nameof(tenantId));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Urn();
}
