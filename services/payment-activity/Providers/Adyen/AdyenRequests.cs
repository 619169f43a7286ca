using System.Globalization;
using System.Text.Json.Nodes;
using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>
/// The requests sent to Adyen (Checkout API v72). They are built from the question alone, so that a repeated call has the same body.
/// </summary>
internal sealed class AdyenRequests(AdyenOptions options)
{
    private const string CardOnFile = "CardOnFile";
    private const int LongestName = 80;

    /// <summary>
    /// Holds an amount. Challenges are wanted as redirects, or within the shop's page when the browser is known (<see cref="AdyenBrowser"/>);
    /// neither needs a script of Adyen's. The capture is ours to ask for: the merchant account's capture delay has to be manual.
    /// </summary>
    public JsonObject Authorize(ProviderAuthorization authorization)
    {
        var request = Payment(authorization.TrackingNumber, authorization.Amount, authorization.ReturnUrl, authorization.Authenticate);
        AdyenBrowser.Add(request, authorization.Payer?.Browser, authorization.ReturnUrl);
        request["shopperInteraction"] = "Ecommerce";
        if (authorization.Channel is not PaymentChannel.CreditCard)
        {
            PayWithoutCard(request, authorization);
        }
        else if (AdyenToken.TryParse(authorization.MethodToken, out var token))
        {
            request["paymentMethod"] = new JsonObject { ["type"] = "scheme", ["storedPaymentMethodId"] = token.StoredPaymentMethodId };
            request["shopperReference"] = token.ShopperReference;
            request["shopperInteraction"] = "ContAuth";
            request["recurringProcessingModel"] = CardOnFile;
        }
        else if (authorization.Card is { } card)
        {
            request["paymentMethod"] = Card(card);
        }

        if (authorization.KeepMethod)
        {
            Keep(request, authorization.TrackingNumber);
        }

        return request;
    }

    /// <summary>Checks a card with its issuer, by an amount of zero, and stores it.</summary>
    public JsonObject Keep(CardData card, string reference)
    {
        var request = Payment(reference, new Money(0, options.VerificationCurrency), options.VerificationReturnUrl);
        request["paymentMethod"] = Card(card);
        request["shopperInteraction"] = "Ecommerce";
        Keep(request, reference);
        return request;
    }

    /// <summary>Takes or gives back an amount.</summary>
    public JsonObject Amount(Money amount, string reference)
    {
        var request = Modification(reference);
        request["amount"] = AmountOf(amount);
        return request;
    }

    /// <summary>Gives a payment back, whatever became of it.</summary>
    public JsonObject Modification(string reference) =>
        new() { ["merchantAccount"] = options.MerchantAccount, ["reference"] = reference };

    /// <summary>Ends whatever stands under our own reference.</summary>
    public JsonObject Cancel(string trackingNumber, string reference)
    {
        var request = Modification(reference);
        request["paymentReference"] = trackingNumber;
        return request;
    }

    /// <summary>Klarna and the bank's page are redirects; a debit needs the account and its holder, and Klarna what is bought.</summary>
    private static void PayWithoutCard(JsonObject request, ProviderAuthorization authorization)
    {
        var method = new JsonObject { ["type"] = AdyenChannels.TypeOf(authorization.Channel) };
        if (authorization.Channel is PaymentChannel.SEPA)
        {
            method["iban"] = authorization.Payer?.Iban.Reveal();
            method["ownerName"] = authorization.Payer?.Name;
        }

        request["paymentMethod"] = method;
        request.Remove("authenticationData");
        if (authorization.Channel is PaymentChannel.Klarna)
        {
            request["lineItems"] = new JsonArray(new JsonObject
            {
                ["id"] = authorization.TrackingNumber,
                ["description"] = authorization.TrackingNumber,
                ["quantity"] = 1,
                ["amountIncludingTax"] = AdyenAmounts.Of(authorization.Amount),
            });
        }

        Describe(request, authorization.Payer);
    }

    private static void Describe(JsonObject request, PayerData? payer)
    {
        if (payer?.Email is { } email)
        {
            request["shopperEmail"] = email;
        }

        if (payer?.CountryCode is { } country)
        {
            request["countryCode"] = country;
        }

        // Adyen wants the name in two parts or not at all.
        if (payer?.Name is { } name && name.LastIndexOf(' ') is > 0 and var space)
        {
            request["shopperName"] = new JsonObject
            {
                ["firstName"] = name[..Math.Min(space, LongestName)],
                ["lastName"] = name[(space + 1)..][..Math.Min(name.Length - space - 1, LongestName)],
            };
        }
    }

    private JsonObject Payment(string reference, Money amount, string returnUrl, bool authenticate = false) => new()
    {
        ["merchantAccount"] = options.MerchantAccount,
        ["reference"] = reference,
        ["amount"] = AmountOf(amount),
        ["returnUrl"] = returnUrl,
        ["authenticationData"] = Authentication(authenticate),
    };

    private static JsonObject Authentication(bool isDemanded)
    {
        var data = new JsonObject { ["threeDSRequestData"] = new JsonObject { ["nativeThreeDS"] = "disabled" } };
        if (isDemanded)
        {
            data["attemptAuthentication"] = "always";
        }

        return data;
    }

    // The shopper's reference stands for this one card: tokens are never listed at Adyen, and no customer's identity leaves the house.
    private static void Keep(JsonObject request, string shopperReference)
    {
        request["shopperReference"] = shopperReference;
        request["storePaymentMethod"] = true;
        request["recurringProcessingModel"] = CardOnFile;
    }

    private static JsonObject AmountOf(Money amount) => new()
    {
        ["currency"] = amount.Currency,
        ["value"] = AdyenAmounts.Of(amount)
            ?? throw new ArgumentOutOfRangeException(nameof(amount), amount, "Adyen does not count so finely."),
    };

    private static JsonObject Card(CardData card) => new()
    {
        ["type"] = "scheme",
        ["holderName"] = card.HolderName,
        ["number"] = card.Number.Reveal(),
        ["expiryMonth"] = card.ExpiryMonth.ToString("00", CultureInfo.InvariantCulture),
        ["expiryYear"] = card.ExpiryYear.ToString("0000", CultureInfo.InvariantCulture),
        ["cvc"] = card.SecurityCode.Reveal(),
    };
}
