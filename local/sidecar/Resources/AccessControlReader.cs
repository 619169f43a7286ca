using Checkout.Local.Sidecar.Invocation;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>Reads <c>spec.accessControl</c> of a Configuration.</summary>
internal static class AccessControlReader
{
    private const string DefaultTrustDomain = "public";
    private const string EveryVerb = "*";

    /// <summary>The trust domain that the app belongs to.</summary>
    public static string TrustDomain(ResourceFields accessControl) => accessControl.Text("trustDomain") ?? DefaultTrustDomain;

    /// <summary>Reads who may call the app.</summary>
    /// <returns>The rules; null if there are none, so that everybody may.</returns>
    /// <exception cref="ResourceException">A field is unknown or cannot be read.</exception>
    public static AccessControl? Read(ResourceFields accessControl)
    {
        accessControl.Only("defaultAction", "trustDomain", "policies");
        var allowsByDefault = accessControl.Allows("defaultAction");
        var policies = accessControl.Items("policies").Select(ReadPolicy).ToList();

        // As with daprd, policies without a default deny all that they are not about.
        return allowsByDefault is null && policies.Count == 0 ? null : new AccessControl(allowsByDefault ?? false, policies);
    }

    private static AppPolicy ReadPolicy(ResourceFields policy)
    {
        policy.Only("appId", "trustDomain", "namespace", "defaultAction", "operations");
        return new AppPolicy(
            new AppIdentity(
                policy.Text("trustDomain") ?? DefaultTrustDomain,
                policy.Required("appId"),
                policy.Text("namespace") ?? AppIdentity.DefaultNamespace),
            policy.Allows("defaultAction"),
            [.. policy.Items("operations").Select(ReadOperation)]);
    }

    private static OperationPolicy ReadOperation(ResourceFields operation)
    {
        operation.Only("name", "httpVerb", "action");
        var verbs = operation.Texts("httpVerb");
        return new OperationPolicy(
            new OperationPath(operation.Required("name")), verbs.Count > 0 ? verbs : [EveryVerb], operation.Allows("action") ?? true);
    }
}
