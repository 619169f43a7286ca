namespace Checkout.Local.Sidecar.Resources;

/// <summary>Which secrets of one store an app may read.</summary>
/// <param name="AllowedByDefault">Whether what is not listed may be read.</param>
/// <param name="Allowed">Names that may be read; if there are any, only these.</param>
/// <param name="Denied">Names that may not be read.</param>
internal sealed record SecretScope(bool AllowedByDefault, IReadOnlyList<string> Allowed, IReadOnlyList<string> Denied)
{
    /// <summary>Reads one item of <c>spec.secrets.scopes</c>.</summary>
    /// <returns>The name of the store, and its scope.</returns>
    public static KeyValuePair<string, SecretScope> Read(ResourceFields scope)
    {
        scope.Only("storeName", "defaultAccess", "allowedSecrets", "deniedSecrets");
        return KeyValuePair.Create(
            scope.Required("storeName"),
            new SecretScope(scope.Allows("defaultAccess") ?? true, scope.Texts("allowedSecrets"), scope.Texts("deniedSecrets")));
    }

    /// <summary>Whether the secret may be read.</summary>
    public bool Allows(string secret) =>
        Allowed.Count > 0 ? Allowed.Contains(secret, StringComparer.Ordinal)
        : !Denied.Contains(secret, StringComparer.Ordinal) && AllowedByDefault;
}
