using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Services.Tests.PaymentActivity;

internal static class TestCards
{
    public const string Visa = "4111111111111111";

    public static CardData Card(string number = Visa, string code = "737", int month = 12, int year = 2029, string? alias = null) =>
        new("Jane Doe", new Sensitive(number), month, year, new Sensitive(code), alias);
}
