using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace Checkout.Tests.Specifications;

/// <summary>PayPal's published contracts, Orders v2 and Payments v2: each call and each of its answers by its own schema.</summary>
internal static class PayPalSpecification
{
    /// <summary>Why a test that cannot do without the files is skipped.</summary>
    public const string Absent = "shared/specs/paypal is not beside the repository";

    private const string Identifier = "[A-Z0-9]+";

    private static readonly Lazy<Dictionary<string, JsonSchema>?> Orders =
        new(() => PublishedSchemas.Read("paypal/checkout_orders_v2.json", Definitions));

    private static readonly Lazy<Dictionary<string, JsonSchema>?> Payments =
        new(() => PublishedSchemas.Read("paypal/payments_payment_v2.json", Definitions));

    private static readonly (string Method, string Path, string Operation)[] Operations =
    [
        ("POST", "/v2/checkout/orders", "orders.create"),
        ("GET", $"/v2/checkout/orders/{Identifier}", "orders.get"),
        ("POST", $"/v2/checkout/orders/{Identifier}/authorize", "orders.authorize"),
        ("GET", $"/v2/payments/authorizations/{Identifier}", "authorizations.get"),
        ("POST", $"/v2/payments/authorizations/{Identifier}/capture", "authorizations.capture"),
        ("POST", $"/v2/payments/authorizations/{Identifier}/void", "authorizations.void"),
        ("GET", $"/v2/payments/captures/{Identifier}", "captures.get"),
        ("POST", $"/v2/payments/captures/{Identifier}/refund", "captures.refund"),
        ("GET", $"/v2/payments/refunds/{Identifier}", "refunds.get"),
    ];

    /// <summary>Whether the files were found.</summary>
    public static bool IsPresent => Orders.Value is not null && Payments.Value is not null;

    /// <summary>PayPal's name of a call; null for one that no published contract has (tokens, verification of notifications).</summary>
    public static string? OperationOf(HttpMethod method, string path) => Operations.SingleOrDefault(operation =>
        method.Method.Equals(operation.Method, StringComparison.Ordinal)
        && Regex.IsMatch(path, $@"\A{operation.Path}\z", RegexOptions.None, TimeSpan.FromSeconds(1))).Operation;

    /// <summary>Fails a test whose request is not what the contract says. Without the file it checks nothing.</summary>
    /// <param name="operation">E.g. <c>orders.create</c>.</param>
    /// <param name="json">The body; empty for none.</param>
    public static void ShouldAllowRequest(string operation, string json)
    {
        if (json.Length > 0)
        {
            ShouldAllow(operation, RequestName(operation), json);
        }
    }

    /// <summary>Fails a test whose answer is not what the contract says for this call and status.</summary>
    /// <param name="operation">E.g. <c>orders.create</c>.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="json">The body; empty for none.</param>
    public static void ShouldAllowAnswer(string operation, int status, string json)
    {
        if (json.Length > 0)
        {
            ShouldAllow(operation, AnswerName(operation, $"{status}"), json);
        }
        else
        {
            status.ShouldBe(204);
        }
    }

    /// <summary>Fails a test whose event tells of something that the contract does not know.</summary>
    /// <param name="resourceType">E.g. <c>capture</c>.</param>
    /// <param name="json">The resource.</param>
    public static void ShouldAllowResource(string resourceType, string json)
    {
        var (operation, status) = resourceType switch
        {
            "checkout-order" => ("orders.get", 200),
            "authorization" => ("authorizations.get", 200),
            "capture" => ("captures.get", 200),
            _ => ("refunds.get", 200),
        };
        ShouldAllowAnswer(operation, status, json);
    }

    private static void ShouldAllow(string operation, string name, string json)
    {
        var schemas = operation.StartsWith("orders.", StringComparison.Ordinal) ? Orders.Value : Payments.Value;
        PublishedSchemas.ShouldAllow(schemas, name, json);
        if (schemas is not null)
        {
            // The contract does not close its objects, but a field that it does not name is one that PayPal never sends.
            Unknown(schemas[name], JsonNode.Parse(json), string.Empty).ShouldBeEmpty($"{name} does not name these fields of {json}");
        }
    }

    private static IEnumerable<string> Unknown(JsonSchema schema, JsonNode? value, string path)
    {
        var parts = Parts(schema.ActualSchema).ToList();
        return value switch
        {
            JsonObject fields => fields.SelectMany(field =>
                parts.Find(part => part.Properties.ContainsKey(field.Key)) is { } owner
                    ? Unknown(owner.Properties[field.Key], field.Value, $"{path}/{field.Key}")
                    : [$"{path}/{field.Key}"]),
            JsonArray items when parts.Find(part => part.Item is not null)?.Item is { } item =>
                items.SelectMany(element => Unknown(item, element, path)),
            _ => [],
        };
    }

    private static IEnumerable<JsonSchema> Parts(JsonSchema schema) =>
        new[] { schema }.Concat(
            schema.AllOf.Concat(schema.AnyOf).Concat(schema.OneOf).SelectMany(part => Parts(part.ActualSchema)));

    private static string RequestName(string operation) => $"{operation} request";

    private static string AnswerName(string operation, string status) => $"{operation} {status}";

    // The schemas, and under names of their own what each call takes and answers.
    private static string Definitions(string text)
    {
        var document = JsonNode.Parse(text.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal))!;
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var call in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(call => call.Value))
        {
            var operation = (string?)(call as JsonObject)?["operationId"];
            if (operation is null)
            {
                continue;
            }

            Add(RequestName(operation), call!["requestBody"]);
            foreach (var (status, answer) in call["responses"]!.AsObject())
            {
                Add(AnswerName(operation, status), answer);
            }
        }

        return schemas.ToJsonString();

        void Add(string name, JsonNode? message)
        {
            if (message?["content"]?["application/json"]?["schema"] is { } schema)
            {
                schemas[name] = schema.DeepClone();
            }
        }
    }
}
