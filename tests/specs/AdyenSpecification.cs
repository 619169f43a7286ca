using NJsonSchema;
using NJsonSchema.Validation;
using YamlDotNet.Serialization;

namespace Checkout.Tests.Specifications;

/// <summary>
/// Adyen's published contract, Checkout API v72. It is no part of this repository: it is read from <c>shared/specs</c> beside or above it.
/// </summary>
internal static class AdyenSpecification
{
    /// <summary>Why a test that cannot do without the file is skipped.</summary>
    public const string Absent = "shared/specs/adyen/CheckoutService-v72.yaml is not beside the repository";

    private const string File = "shared/specs/adyen/CheckoutService-v72.yaml";

    private static readonly Lazy<Dictionary<string, JsonSchema>?> Schemas = new(Read);

    /// <summary>Whether the file was found.</summary>
    public static bool IsPresent => Schemas.Value is not null;

    /// <summary>Fails a test whose message is not what the schema says. Without the file it checks nothing.</summary>
    /// <param name="name">E.g. <c>PaymentRequest</c>.</param>
    /// <param name="json">The message.</param>
    public static void ShouldAllow(string name, string json)
    {
        if (Schemas.Value is { } schemas)
        {
            Errors(schemas[name], json).ShouldBeEmpty($"{name} does not allow {json}");
        }
    }

    /// <summary>Schema of a request by its path below the version.</summary>
    public static string RequestOf(string path) => path switch
    {
        "/payments" => "PaymentRequest",
        "/payments/details" => "PaymentDetailsRequest",
        "/cancels" => "StandalonePaymentCancelRequest",
        _ when path.EndsWith("/captures", StringComparison.Ordinal) => "PaymentCaptureRequest",
        _ when path.EndsWith("/refunds", StringComparison.Ordinal) => "PaymentRefundRequest",
        _ when path.EndsWith("/reversals", StringComparison.Ordinal) => "PaymentReversalRequest",
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "Not a path of the Checkout API that is used here."),
    };

    /// <summary>Schema of an answer.</summary>
    public static string AnswerOf(string path, int status) =>
        status >= 400 ? "ServiceError" : RequestOf(path).Replace("Request", "Response", StringComparison.Ordinal);

    private static IEnumerable<string> Errors(JsonSchema schema, string json) =>
        schema.Validate(json, new JsonSchemaValidatorSettings()).Select(error => error.ToString());

    private static Dictionary<string, JsonSchema>? Read()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, File);
            if (System.IO.File.Exists(path))
            {
                return Parse(System.IO.File.ReadAllText(path));
            }
        }

        return null;
    }

    private static Dictionary<string, JsonSchema> Parse(string yaml)
    {
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        var schemas = ((Dictionary<object, object>)((Dictionary<object, object>)document)["components"])["schemas"];
        var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["definitions"] = Jsonable(schemas),
        });
        var all = JsonSchema.FromJsonAsync(json.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal))
            .GetAwaiter().GetResult();
        return new(all.Definitions, StringComparer.Ordinal);
    }

    private static object Jsonable(object? value) => value switch
    {
        Dictionary<object, object> map => map.ToDictionary(pair => $"{pair.Key}", pair => Jsonable(pair.Value), StringComparer.Ordinal),
        List<object> list => list.ConvertAll(Jsonable),
        _ => value!,
    };
}
