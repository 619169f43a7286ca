using NJsonSchema;
using NJsonSchema.Validation;

namespace Checkout.Tests.Specifications;

/// <summary>
/// The schemas of a vendor's published contract. It is no part of this repository: it is read from <c>shared/specs</c> beside or above it.
/// </summary>
internal static class PublishedSchemas
{
    /// <summary>Reads a contract.</summary>
    /// <param name="file">E.g. <c>paypal/payments_payment_v2.json</c>.</param>
    /// <param name="definitions">Makes a JSON object of schemas, with references to <c>#/definitions/</c>, of the file's text.</param>
    /// <returns>The schemas by name; null without the file.</returns>
    public static Dictionary<string, JsonSchema>? Read(string file, Func<string, string> definitions)
    {
        if (SharedFolder.Read($"specs/{file}") is not { } text)
        {
            return null;
        }

        var json = $$"""{"definitions":{{definitions(text)}}}""";
        return new(JsonSchema.FromJsonAsync(json).GetAwaiter().GetResult().Definitions, StringComparer.Ordinal);
    }

    /// <summary>Fails a test whose message is not what the schema says.</summary>
    /// <param name="schemas">The contract; null checks nothing.</param>
    /// <param name="name">Name of the schema.</param>
    /// <param name="json">The message.</param>
    public static void ShouldAllow(Dictionary<string, JsonSchema>? schemas, string name, string json)
    {
        if (schemas is not null)
        {
            schemas[name].Validate(json, new JsonSchemaValidatorSettings()).Select(error => error.ToString())
                .ShouldBeEmpty($"{name} does not allow {json}");
        }
    }
}
