namespace Checkout.Contracts;

/// <summary>An exact amount: integer minor units and their currency. 1499 EUR is 14.99 euro, 1499 JPY is 1499 yen.</summary>
/// <param name="MinorUnits">Amount in the currency's smallest unit.</param>
/// <param name="Currency">ISO 4217 alphabetic code, upper case.</param>
public sealed record Money(long MinorUnits, string Currency);
