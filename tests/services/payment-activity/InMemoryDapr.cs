using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Checkout.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers.Adyen;
using Checkout.Payments.Providers.PayPal;
using Checkout.Payments.StoredMethods;
using Checkout.Payments.Vault;
using Dapr;
using Dapr.Client;
using NSubstitute;

namespace Checkout.Services.Tests.PaymentActivity;

/// <summary>A Dapr client over a dictionary, with ETags and first-write, for tests that need thousands of runs.</summary>
internal sealed class InMemoryDapr
{
    private readonly ConcurrentDictionary<string, (string Json, int Version)> documents = new(StringComparer.Ordinal);
    private readonly Lock writing = new();

    public InMemoryDapr()
    {
        Hold<Payment>();
        Hold<CustomerWallet>();
        Hold<VaultEnvelope>();
        Hold<AdyenOrder>();
        Hold<KeptEvent>();
        Hold<PayPalApproval>();
        Client.DeleteStateAsync("", "").ReturnsForAnyArgs(call =>
        {
            documents.TryRemove(call.ArgAt<string>(1), out _);
            return Task.CompletedTask;
        });
        Client.GetSecretAsync("", "").ReturnsForAnyArgs(call =>
        {
            var name = call.ArgAt<string>(1);
            return Task.FromResult(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = Secrets[name] });
        });
    }

    public DaprClient Client { get; } = Substitute.For<DaprClient>();

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal)
    {
        ["vault-key-1"] = Convert.ToBase64String(new byte[32]),
        ["stripe-webhook-secret"] = "whsec_next whsec_local_checkout",
        ["adyen-hmac-key"] = "00FF00FF 44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056",
        ["paypal-client-id"] = "AYPal-test-local-checkout",
        ["paypal-client-secret"] = "EPal-test-local-checkout",
    };

    public IEnumerable<string> Documents => documents.Values.Select(document => document.Json);

    public T? Read<T>(string key)
        where T : class =>
        documents.TryGetValue(key, out var document) ? Parse<T>(document.Json) : null;

    public void Move(string from, string to) => documents[to] = documents[from];

    private void Hold<T>()
        where T : class
    {
        Client.GetStateAsync<T>("", "").ReturnsForAnyArgs(call => Task.FromResult(Read<T>(call.ArgAt<string>(1)))!);
        Client.GetStateAndETagAsync<T>("", "").ReturnsForAnyArgs(call =>
        {
            // Value and tag are read at once: a tag newer than its value would let the next write undo somebody else's.
            var known = documents.TryGetValue(call.ArgAt<string>(1), out var document);
            return Task.FromResult((known ? Parse<T>(document.Json)! : null!, known ? Tag(document.Version) : ""));
        });
        Client.SaveStateAsync("", "", default(T)!).ReturnsForAnyArgs(call =>
            Write(call.ArgAt<string>(1), call.ArgAt<T>(2), expected: null)
                ? Task.CompletedTask
                : Task.FromException(new DaprException("etag mismatch")));
        Client.TrySaveStateAsync("", "", default(T)!, "").ReturnsForAnyArgs(call =>
            Task.FromResult(Write(call.ArgAt<string>(1), call.ArgAt<T>(2), call.ArgAt<string>(3))));
    }

    private bool Write<T>(string key, T value, string? expected)
    {
        lock (writing)
        {
            var current = documents.TryGetValue(key, out var document) ? Tag(document.Version) : null;
            if (!string.Equals(current, expected, StringComparison.Ordinal))
            {
                return false;
            }

            documents[key] = (JsonSerializer.Serialize(value, JsonSerializerOptions.Web), document.Version + 1);
            return true;
        }
    }

    private static T? Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);

    private static string Tag(int version) => version.ToString(CultureInfo.InvariantCulture);
}
