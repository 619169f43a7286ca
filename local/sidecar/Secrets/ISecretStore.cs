namespace Checkout.Local.Sidecar.Secrets;

/// <summary>A source of secrets: the seam that <c>secretstores.*</c> components implement.</summary>
internal interface ISecretStore
{
    /// <summary>Whether one secret may hold several values.</summary>
    bool IsMultiValued { get; }

    /// <summary>Reads one secret.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its values by key; null if the store says that there is no such secret.</returns>
    IReadOnlyDictionary<string, string>? Get(string name);

    /// <summary>Reads all secrets.</summary>
    /// <returns>Values by key, by name of the secret.</returns>
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GetAll();
}
