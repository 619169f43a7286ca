using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Notifications;

/// <summary>Secrets that sign a PSP's notifications, from the secret store: one, or during a rotation several with spaces in between.</summary>
internal static class SigningSecrets
{
    /// <summary>Reads them, each time anew, so that a rotation needs no restart.</summary>
    /// <param name="dapr">The secret store.</param>
    /// <param name="name">Name of the secret.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Empty when the secret is.</returns>
    public static async Task<IReadOnlyList<string>> ReadSigningSecretsAsync(
        this DaprClient dapr, string name, CancellationToken cancellationToken) =>
        (await dapr.ReadSecretAsync(name, cancellationToken)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
