using System.Collections.Concurrent;
using Checkout.Local.Sidecar.Health;

namespace Checkout.Local.Sidecar.Invocation;

/// <summary>The apps of the run whose sidecars are up, by app ID.</summary>
internal sealed class AppDirectory
{
    private const string NamespaceSuffix = ".default";

    private readonly ConcurrentDictionary<string, AppAddress> apps = new(StringComparer.Ordinal);

    /// <summary>Makes an app known.</summary>
    public void Add(AppAddress app) => apps[app.AppId] = app;

    /// <summary>Forgets an app whose sidecar stops.</summary>
    public void Remove(string appId) => apps.TryRemove(appId, out _);

    /// <summary>Finds an app by its ID, alone or with the namespace as in <c>billing.default</c>; null if it is not known.</summary>
    public AppAddress? Find(string id) =>
        apps.GetValueOrDefault(id.EndsWith(NamespaceSuffix, StringComparison.Ordinal) ? id[..^NamespaceSuffix.Length] : id);
}

/// <summary>Where an app is.</summary>
/// <param name="AppId">Its ID.</param>
/// <param name="Channel">The way to it.</param>
/// <param name="ApiToken">Token to show to it; null for none.</param>
internal sealed record AppAddress(string AppId, AppChannel Channel, string? ApiToken)
{
    /// <summary>Who may call it; null for everybody.</summary>
    public AccessControl? AccessControl { get; init; }

    /// <summary>What it proves itself with to those whom it calls; null without mTLS.</summary>
    public AppIdentity? Identity { get; init; }
}
