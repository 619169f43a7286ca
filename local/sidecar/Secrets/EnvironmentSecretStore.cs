using System.Collections;

namespace Checkout.Local.Sidecar.Secrets;

/// <summary>Environment variables as secrets: <c>secretstores.local.env</c>. A missing one is an empty value.</summary>
/// <param name="prefix">Put before every name asked for, and cut from the names of all secrets.</param>
internal sealed class EnvironmentSecretStore(string prefix) : ISecretStore
{
    // An app must not read the tokens that protect the sidecar and other apps.
    private static readonly string[] Protected = ["APP_API_TOKEN", "DAPR_API_TOKEN"];

    /// <inheritdoc/>
    public bool IsMultiValued => false;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Get(string name)
    {
        var variable = prefix + name;
        var value = IsProtected(variable) ? null : Environment.GetEnvironmentVariable(variable);
        return new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value ?? string.Empty };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GetAll() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => (Name: (string)variable.Key, Value: variable.Value as string ?? string.Empty))
            .Where(variable => variable.Name.StartsWith(prefix, StringComparison.Ordinal) && !IsProtected(variable.Name))
            .Select(variable => variable with { Name = variable.Name[prefix.Length..] })
            .ToDictionary(
                variable => variable.Name,
                IReadOnlyDictionary<string, string> (variable) =>
                    new Dictionary<string, string>(StringComparer.Ordinal) { [variable.Name] = variable.Value },
                StringComparer.Ordinal);

    private static bool IsProtected(string variable) => Protected.Contains(variable, StringComparer.OrdinalIgnoreCase);
}
