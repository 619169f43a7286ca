using NJsonSchema;
using YamlDotNet.Serialization;

namespace Checkout.Tests.Specifications;

/// <summary>Adyen's published contract, Checkout API v72.</summary>
internal static class AdyenSpecification
{
    /// <summary>Why a test that cannot do without the file is skipped.</summary>
    public const string Absent = "shared/specs/adyen/CheckoutService-v72.yaml is not beside the repository";

    private static readonly Lazy<Dictionary<string, JsonSchema>?> Schemas =
        new(() => PublishedSchemas.Read("adyen/CheckoutService-v72.yaml", Definitions));

    /// <summary>Whether the file was found.</summary>
    public static bool IsPresent => Schemas.Value is not null;

    /// <summary>Fails a test whose message is not what the schema says. Without the file it checks nothing.</summary>
    /// <param name="name">E.g. <c>PaymentRequest</c>.</param>
    /// <param name="json">The message.</param>
    public static void ShouldAllow(string name, string json) => PublishedSchemas.ShouldAllow(Schemas.Value, name, json);

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

    private static string Definitions(string yaml)
    {
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        var schemas = ((Dictionary<object, object>)((Dictionary<object, object>)document)["components"])["schemas"];
        return System.Text.Json.JsonSerializer.Serialize(Jsonable(schemas))
            .Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
    }

    private static object Jsonable(object? value) => value switch
    {
        Dictionary<object, object> map => map.ToDictionary(pair => $"{pair.Key}", pair => Jsonable(pair.Value), StringComparer.Ordinal),
        List<object> list => list.ConvertAll(Jsonable),
        _ => value!,
    };
}
