using System.Security.Cryptography;
using Checkout.Contracts;
using Checkout.Local.Psps;
using Checkout.Payments;
using Checkout.Services.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Checkout.Services.Tests.PaymentActivity.Service;

/// <summary>The payment service as it runs, with the simulated PSP behind the HTTPEndpoint resource.</summary>
public sealed class PaymentSystem() : ServiceSystem(AppIds.Payment)
{
    private readonly WebApplication psps = PspsApp.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error"]);

    protected override IEnumerable<string> Settings =>
        [$"--StoredMethods:File={Path.Combine(Folder, "stored-methods.json")}", "--Payments:PspTimeout=00:00:01"];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await psps.DisposeAsync();
    }

    protected override WebApplication Create(string[] args) => PaymentApp.Create(args);

    protected override async Task PrepareAsync()
    {
        await psps.StartAsync(TestContext.Current.CancellationToken);
        await WriteResourcesAsync(psps.Urls.Single());
    }

    private async Task WriteResourcesAsync(string psps)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await WriteAsync("secrets.json", $$"""
            {
              "vault-key-1": "{{key}}", "stripe-authorization": "Bearer sk_test_local_checkout",
              "stripe-webhook-secret": "whsec_test", "adyen-hmac-key": "00FF"
            }
            """);
        await WriteAsync("stored-methods.json", """
            [{
              "tenantId": "acme", "provider": "stripe", "pspToken": "pm_card_visa",
              "method": {
                "paymentMethodUrn": "pm.00.482.7", "customerUrn": "cu.00.482", "paymentChannel": "CreditCard",
                "maskedCardNumber": "411111******1111", "cardType": "Visa", "expireMonth": "12", "expireYear": "2030",
                "cardAlias": "Jane's Visa", "state": "Active", "storedAt": "2026-01-15T09:30:00Z"
              }
            }]
            """);
        await WriteAsync("secretstore.yaml", """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: secretstore
            spec:
              type: secretstores.local.file
              version: v1
              metadata:
                - name: secretsFile
                  value: secrets.json
            """);
        await WriteAsync("psp-stripe.yaml", $"""
            apiVersion: dapr.io/v1alpha1
            kind: HTTPEndpoint
            metadata:
              name: psp-stripe
            spec:
              baseUrl: {psps}/stripe
              headers:
                - name: Authorization
                  secretKeyRef:
                    name: stripe-authorization
                    key: stripe-authorization
            auth:
              secretStore: secretstore
            """);
    }
}
