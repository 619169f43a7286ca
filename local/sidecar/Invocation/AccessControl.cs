namespace Checkout.Local.Sidecar.Invocation;

/// <summary>Who may call which of an app's methods: <c>spec.accessControl</c> of its Configuration.</summary>
/// <param name="AllowsByDefault">What counts when no policy is about the caller, or nobody knows who the caller is.</param>
/// <param name="Policies">What single apps may do; at most one for each.</param>
internal sealed record AccessControl(bool AllowsByDefault, IReadOnlyList<AppPolicy> Policies)
{
    /// <summary>Decides about a call.</summary>
    /// <param name="caller">Who calls; null if that is not known.</param>
    /// <param name="path">Path of the method, encoded.</param>
    /// <param name="verb">HTTP verb.</param>
    public bool Allows(AppIdentity? caller, string path, string verb)
    {
        var policy = caller is null ? null : Policies.FirstOrDefault(policy => policy.Caller == caller);
        if (policy is null)
        {
            return AllowsByDefault;
        }

        var operation = OperationPath.Normalise(path);
        var nearest = policy.Operations.Where(candidate => candidate.Path.Matches(operation))
            .GroupBy(candidate => candidate.Path.Precision).MaxBy(group => group.Key);
        return nearest?.Select(candidate => candidate.ActionFor(verb)).FirstOrDefault(action => action is not null)
            ?? policy.AllowsByDefault ?? AllowsByDefault;
    }
}

/// <summary>What an app is known by: its part of a SPIFFE ID.</summary>
/// <param name="TrustDomain">Trust domain, by default <c>public</c>.</param>
/// <param name="AppId">App ID.</param>
/// <param name="Namespace">Namespace; outside Kubernetes always <c>default</c>.</param>
internal sealed record AppIdentity(string TrustDomain, string AppId, string Namespace = AppIdentity.DefaultNamespace)
{
    /// <summary>The namespace outside Kubernetes.</summary>
    public const string DefaultNamespace = "default";

    /// <inheritdoc/>
    public override string ToString() => $"spiffe://{TrustDomain}/ns/{Namespace}/{AppId}";
}

/// <summary>What one app may do.</summary>
/// <param name="Caller">The app.</param>
/// <param name="AllowsByDefault">What counts when no operation matches; null for the default of all apps.</param>
/// <param name="Operations">What counts for single methods.</param>
internal sealed record AppPolicy(AppIdentity Caller, bool? AllowsByDefault, IReadOnlyList<OperationPolicy> Operations);

/// <summary>What counts for the methods of one path.</summary>
/// <param name="Path">The path, perhaps with a wildcard.</param>
/// <param name="Verbs">HTTP verbs that it is about; <c>*</c> for every one.</param>
/// <param name="Allows">Whether they may be called.</param>
internal sealed record OperationPolicy(OperationPath Path, IReadOnlyList<string> Verbs, bool Allows)
{
    private const string EveryVerb = "*";

    /// <summary>What it says of a verb; null if it is not about it.</summary>
    public bool? ActionFor(string verb) =>
        Verbs.Contains(EveryVerb, StringComparer.Ordinal) || Verbs.Contains(verb, StringComparer.OrdinalIgnoreCase) ? Allows : null;
}
