using System.Text.Json;

namespace Checkout.Local.Sidecar.Secrets;

/// <summary>A JSON file of secrets, read once: <c>secretstores.local.file</c>.</summary>
internal sealed class FileSecretStore : ISecretStore
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> secrets = new(StringComparer.Ordinal);

    /// <summary>Reads the file.</summary>
    /// <param name="file">Absolute path.</param>
    /// <param name="nestedSeparator">Stands between the names of nested values.</param>
    /// <param name="isMultiValued">Makes each object of the file one secret with several values, in place of one secret for each value.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">The file is not a JSON object.</exception>
    public FileSecretStore(string file, string nestedSeparator, bool isMultiValued)
    {
        IsMultiValued = isMultiValued;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("The file holds no JSON object.");
        }

        if (isMultiValued)
        {
            ReadMultiValued(document.RootElement, nestedSeparator);
            return;
        }

        foreach (var (name, value) in Flatten(document.RootElement, string.Empty, nestedSeparator))
        {
            secrets[name] = Single(name, value);
        }
    }

    /// <inheritdoc/>
    public bool IsMultiValued { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? Get(string name) => secrets.GetValueOrDefault(name);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GetAll() => secrets;

    // daprd keeps strings and objects only.
    private void ReadMultiValued(JsonElement root, string separator)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object)
            {
                secrets[property.Name] = Flatten(property.Value, string.Empty, separator).ToDictionary(StringComparer.Ordinal);
            }
            else if (property.Value.ValueKind is JsonValueKind.String)
            {
                secrets[property.Name] = Single(property.Name, Text(property.Value));
            }
        }
    }

    private static Dictionary<string, string> Single(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private static IEnumerable<KeyValuePair<string, string>> Flatten(JsonElement element, string path, string separator)
    {
        IEnumerable<(string Name, JsonElement Value)> children = element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(property => (property.Name, property.Value)),
            JsonValueKind.Array => element.EnumerateArray().Select((item, index) => (index.ToString(), item)),
            _ => [],
        };
        return element.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? children.SelectMany(child => Flatten(child.Value, path.Length == 0 ? child.Name : path + separator + child.Name, separator))
            : [new(path, Text(element))];
    }

    // What is not a string comes out of daprd as Go prints a value of the wrong type.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? string.Empty,
        JsonValueKind.Number => $"%!s(float64={State.GoNumber.Format(value.GetDouble())})",
        JsonValueKind.Null => "%!s(<nil>)",
        _ => $"%!s(bool={value.GetRawText()})",
    };
}
