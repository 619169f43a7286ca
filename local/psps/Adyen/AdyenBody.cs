using System.Text.Json;

namespace Checkout.Local.Psps.Adyen;

/// <summary>A JSON object of a request. It may hold a card number, so it is a class that formats as nothing and it is never kept.</summary>
/// <param name="value">The object.</param>
/// <param name="path">Where it stands, for messages; empty for the whole body.</param>
internal sealed class AdyenBody(JsonElement value, string path = "")
{
    /// <summary>Refuses fields that the schema does not have: a misspelt one must not pass in silence.</summary>
    /// <param name="known">The schema's fields.</param>
    /// <returns>The same object.</returns>
    public AdyenBody Only(IReadOnlySet<string> known)
    {
        foreach (var field in value.EnumerateObject())
        {
            if (!known.Contains(field.Name))
            {
                throw AdyenException.Unexpected($"Unexpected input: {Name(field.Name)}");
            }
        }

        return this;
    }

    /// <summary>A nested object; null when absent.</summary>
    public AdyenBody? Object(string name) => Field(name, JsonValueKind.Object) is { } found ? new AdyenBody(found, Name(name)) : null;

    /// <summary>A nested object that must be there.</summary>
    public AdyenBody RequiredObject(string name) => Object(name) ?? throw Missing(name);

    /// <summary>A list that must be there and hold something.</summary>
    public void RequiredObjects(string name)
    {
        if (Field(name, JsonValueKind.Array)?.GetArrayLength() is null or 0)
        {
            throw Missing(name);
        }
    }

    /// <summary>A text; null when absent.</summary>
    public string? Text(string name, int longest = int.MaxValue)
    {
        var text = Field(name, JsonValueKind.String)?.GetString();
        return text is null || text.Length <= longest
            ? text
            : throw AdyenException.Unexpected($"{Name(name)} is longer than {longest} characters");
    }

    /// <summary>A text that must be there and not be empty.</summary>
    public string RequiredText(string name, int longest = int.MaxValue) =>
        Text(name, longest) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>One of a few words; null when absent.</summary>
    public string? Word(string name, params string[] allowed)
    {
        var text = Text(name);
        return text is null || allowed.Contains(text, StringComparer.Ordinal)
            ? text
            : throw AdyenException.Unexpected($"{Name(name)} must be one of {string.Join(", ", allowed)}");
    }

    /// <summary>A boolean; false when absent.</summary>
    public bool Flag(string name) => value.TryGetProperty(name, out var found) && found.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw AdyenException.Unexpected($"{Name(name)} must be a boolean"),
    };

    /// <summary>An integer that must be there.</summary>
    public long RequiredInteger(string name) =>
        Field(name, JsonValueKind.Number) is not { } found ? throw Missing(name)
        : found.TryGetInt64(out var number) ? number
        : throw AdyenException.Unexpected($"{Name(name)} must be an integer");

    private JsonElement? Field(string name, JsonValueKind kind)
    {
        if (!value.TryGetProperty(name, out var found))
        {
            return null;
        }

        return found.ValueKind == kind ? found : throw AdyenException.Unexpected($"{Name(name)} must be a JSON {kind}");
    }

    private AdyenException Missing(string name) => AdyenException.Invalid("130", $"Required field '{Name(name)}' is not provided.");

    private string Name(string field) => path.Length == 0 ? field : $"{path}.{field}";
}
