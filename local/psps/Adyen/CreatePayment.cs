using System.Collections.Frozen;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary><c>POST /payments</c></summary>
internal static class CreatePayment
{
    private const int LongestReference = 80;
    private const int LongestReturnUrl = 1024;
    private const int LongestShopperReference = 256;
    private const int ShortestShopperReference = 3;

    // Every field of the schema PaymentRequest; what has no effect on cards in this simulation is accepted and left out.
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "accountInfo", "additionalAmount", "additionalData", "amount", "applicationInfo", "authenticationData", "bankAccount",
            "billingAddress", "browserInfo", "captureDelayHours", "channel", "checkoutAttemptId", "company", "countryCode", "dateOfBirth",
            "dccQuote", "deliverAt", "deliveryAddress", "deliveryDate", "deviceFingerprint", "enableOneClick", "enablePayOut",
            "enableRecurring", "enhancedSchemeData", "entityType", "fraudOffset", "fundOrigin", "fundRecipient", "industryUsage",
            "installments", "lineItems", "localizedShopperStatement", "mandate", "mcc", "merchantAccount", "merchantOrderReference",
            "merchantRiskIndicator", "metadata", "mpiData", "order", "orderReference", "origin", "paymentMethod", "paymentValidations",
            "platformChargebackLogic", "recurringExpiry", "recurringFrequency", "recurringProcessingModel", "redirectFromIssuerMethod",
            "redirectToIssuerMethod", "reference", "returnUrl", "riskData", "sessionValidity", "shopperConversionId", "shopperEmail",
            "shopperIP", "shopperInteraction", "shopperLocale", "shopperName", "shopperReference", "shopperStatement", "shopperTaxInfo",
            "socialSecurityNumber", "splits", "store", "storePaymentMethod", "subMerchants", "surcharge", "telephoneNumber",
            "threeDS2RequestData", "threeDSAuthenticationOnly", "trustedShopper",
        ],
        StringComparer.Ordinal);

    /// <summary>Asks the issuer, or tells that the shopper has to pass a challenge first.</summary>
    public static AdyenAnswer Run(AdyenRequest request, LedgerTransaction ledger)
    {
        var body = request.Body.Only(Known);
        request.Account();
        var amount = Amounts.Read(body);
        var returnUrl = body.RequiredText("returnUrl", LongestReturnUrl);
        var shopper = ShopperReference(body);
        body.Word("shopperInteraction", "Ecommerce", "ContAuth", "Moto", "POS");
        var model = body.Word("recurringProcessingModel", "CardOnFile", "Subscription", "UnscheduledCardOnFile");
        var isStored = body.Flag("storePaymentMethod");
        if (isStored && (shopper is null || model is null))
        {
            throw AdyenException.Invalid("130", "storePaymentMethod needs shopperReference and recurringProcessingModel.");
        }

        var authentication = body.Object("authenticationData");
        var way = new ChallengeWay(
            returnUrl,
            request.PublicUrl,
            IsDemanded: authentication?.Word("attemptAuthentication", "always", "never") is "always",
            IsNative: authentication?.Object("threeDSRequestData")?.Word("nativeThreeDS", "preferred", "disabled") is "preferred"
                && body.Object("browserInfo") is not null
                && body.Text("origin") is not null);
        var payment = ledger.SaveAdyen(new AdyenPayment(
            AdyenId.New(),
            body.RequiredText("reference", LongestReference),
            amount,
            PaymentMethods.Read(body, amount, shopper, ledger),
            AdyenStatus.Refused,
            ledger.Time.GetUtcNow(),
            shopper,
            isStored));
        ledger.Entries.Append(payment.PspReference, EntryKind.Created, amount.Value);
        return Authorisation.Ask(ledger, payment, way);
    }

    private static string? ShopperReference(AdyenBody body)
    {
        var shopper = body.Text("shopperReference", LongestShopperReference);
        return shopper is null or { Length: >= ShortestShopperReference }
            ? shopper
            : throw AdyenException.Unexpected($"shopperReference is shorter than {ShortestShopperReference} characters");
    }
}
