using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Checkout.Tests.Specifications;

/// <summary>
/// Checks documents by JSON Schema, Draft 2020-12, as far as the contracts use it. A keyword that it does not know is an exception, so
/// nothing passes because nobody looked.
/// </summary>
/// <param name="root">The document that holds the schemas; references start there.</param>
internal sealed class JsonSchemaCheck(JsonNode root)
{
    private static readonly string[] Annotations =
        
    [
        "$schema", "$id", "title", "description", "example", "examples", "default", "$defs", "$comment", "deprecated", "nullable", "readOnly",
        "name", "embedded", "ucp_request", "ucp_response", "ucp_shared_request",
    ];

    /// <summary>What is wrong with a document, as paths with a rule; empty when it is allowed.</summary>
    /// <param name="pointer">The schema, e.g. <c>#/$defs/CheckoutSession</c>.</param>
    /// <param name="document">The document.</param>
    public IReadOnlyList<string> Errors(string pointer, JsonNode? document) => [.. Check(Resolve(pointer), document, "$")];

    private IEnumerable<string> Check(JsonNode? schema, JsonNode? value, string path)
    {
        if (schema is not JsonObject rules)
        {
            return schema?.GetValue<bool>() == false ? [$"{path}: nothing is allowed here"] : [];
        }

        return rules.Where(rule => !Annotations.Contains(rule.Key, StringComparer.Ordinal))
            .SelectMany(rule => Apply(rule.Key, rule.Value!, rules, value, path));
    }

    private IEnumerable<string> Apply(string keyword, JsonNode rule, JsonObject rules, JsonNode? value, string path) => keyword switch
    {
        "$ref" => Check(Resolve(rule.GetValue<string>()), value, path),
        "allOf" => rule.AsArray().SelectMany(each => Check(each, value, path)),
        "not" => Check(rule, value, path).Any() ? [] : [$"{path}: is what it must not be"],
        "anyOf" => Matches(rule, value, path) > 0 ? [] : [$"{path}: none of anyOf"],
        "oneOf" => Matches(rule, value, path) == 1 ? [] : [$"{path}: {Matches(rule, value, path)} of oneOf"],
        "if" => Check(Check(rule, value, path).Any() ? rules["else"] : rules["then"], value, path),
        "then" or "else" => [],
        "type" => Types(rule).Any(type => IsType(type, value)) ? [] : [$"{path}: is not {rule.ToJsonString()}"],
        "enum" => rule.AsArray().Any(each => JsonNode.DeepEquals(each, value)) ? [] : [$"{path}: is not one of {rule.ToJsonString()}"],
        "const" => JsonNode.DeepEquals(rule, value) ? [] : [$"{path}: is not {rule.ToJsonString()}"],
        "properties" or "additionalProperties" or "required" or "propertyNames" or "minProperties" =>
            value is JsonObject members ? ObjectErrors(keyword, rule, rules, members, path) : [],
        "items" or "minItems" or "maxItems" or "uniqueItems" =>
            value is JsonArray elements ? ArrayErrors(keyword, rule, elements, path) : [],
        "contains" => value is JsonArray elements ? ContainsErrors(rule, rules, elements, path) : [],
        "minContains" or "maxContains" => [], // with contains
        "minLength" or "maxLength" or "pattern" or "format" =>
            IsType("string", value) ? TextErrors(keyword, rule, value!.GetValue<string>(), path) : [],
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" =>
            IsType("number", value) ? NumberErrors(keyword, rule, rules, Number(value!), path) : [],
        _ => throw new NotSupportedException($"'{keyword}' is not checked here."),
    };

    private IEnumerable<string> ObjectErrors(
        string keyword, JsonNode rule, JsonObject rules, JsonObject members, string path) => keyword switch
    {
        "properties" => rule.AsObject().Where(each => members.ContainsKey(each.Key))
            .SelectMany(each => Check(each.Value, members[each.Key], $"{path}.{each.Key}")),
        "required" => rule.AsArray().Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name))
            .Select(name => $"{path}.{name}: is missing"),
        "propertyNames" => members.SelectMany(member => Check(rule, JsonValue.Create(member.Key), $"{path}.{member.Key}")),
        "minProperties" => members.Count >= rule.GetValue<int>() ? [] : [$"{path}: has too few"],
        _ => members.Where(member => rules["properties"]?.AsObject().ContainsKey(member.Key) != true)
            .SelectMany(member => Check(rule, member.Value, $"{path}.{member.Key}")),
    };

    private IEnumerable<string> ArrayErrors(string keyword, JsonNode rule, JsonArray elements, string path) => keyword switch
    {
        "items" => elements.SelectMany((element, index) => Check(rule, element, $"{path}[{index}]")),
        "minItems" => elements.Count >= rule.GetValue<int>() ? [] : [$"{path}: has too few"],
        "maxItems" => elements.Count <= rule.GetValue<int>() ? [] : [$"{path}: has too many"],
        _ => elements.Select(element => element?.ToJsonString()).Distinct(StringComparer.Ordinal).Count() == elements.Count
            ? [] : [$"{path}: has one twice"],
    };

    private IEnumerable<string> ContainsErrors(JsonNode rule, JsonObject rules, JsonArray elements, string path)
    {
        var count = elements.Count(element => !Check(rule, element, path).Any());
        return count >= (rules["minContains"]?.GetValue<int>() ?? 1) && count <= (rules["maxContains"]?.GetValue<int>() ?? int.MaxValue)
            ? [] : [$"{path}: contains {count} of {rule.ToJsonString()}"];
    }

    private static IEnumerable<string> TextErrors(string keyword, JsonNode rule, string text, string path)
    {
        var isRight = keyword switch
        {
            "minLength" => text.Length >= rule.GetValue<int>(),
            "maxLength" => text.Length <= rule.GetValue<int>(),
            "pattern" => Regex.IsMatch(text, rule.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)),
            _ => IsFormat(rule.GetValue<string>(), text),
        };
        return isRight ? [] : [$"{path}: breaks {keyword} {rule.ToJsonString()}"];
    }

    // One contract has the boolean form of an older draft, which makes the minimum exclusive.
    private static IEnumerable<string> NumberErrors(string keyword, JsonNode rule, JsonObject rules, decimal number, string path)
    {
        var isFlag = rule.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
        var bound = isFlag ? Number(rules["minimum"]!) : Number(rule);
        var isRight = keyword switch
        {
            "minimum" => number >= bound,
            "maximum" => number <= bound,
            "exclusiveMaximum" => number < bound,
            _ => number > bound || (isFlag && !rule.GetValue<bool>()),
        };
        return isRight ? [] : [$"{path}: breaks {keyword}"];
    }

    private int Matches(JsonNode rule, JsonNode? value, string path) => rule.AsArray().Count(each => !Check(each, value, path).Any());

    private static IEnumerable<string> Types(JsonNode rule) =>
        rule is JsonArray several ? several.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()];

    private static bool IsType(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", JsonValueKind.Null) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => Number(value!) % 1 == 0,
        _ => false,
    };

    private static decimal Number(JsonNode value) => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsFormat(string format, string text) => format switch
    {
        "date-time" => Regex.IsMatch(
            text, @"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "email" => text.Contains('@', StringComparison.Ordinal),
        _ => throw new NotSupportedException($"The format '{format}' is not checked here."),
    };

    private JsonNode Resolve(string pointer) => pointer.TrimStart('#', '/').Split('/').Aggregate(root, (node, name) =>
        node[name] ?? throw new ArgumentException($"There is no '{pointer}'.", nameof(pointer)));
}
