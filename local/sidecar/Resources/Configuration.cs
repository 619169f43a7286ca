using Checkout.Local.Sidecar.Hosting;
using Checkout.Local.Sidecar.Invocation;
using Checkout.Local.Sidecar.Workflow;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>A Configuration resource, as far as it has an effect here.</summary>
/// <param name="SecretScopes">Which secrets the app may read, by secret store.</param>
/// <param name="Workflow">How the app's workflows run and how long they are kept.</param>
/// <param name="DeniedComponents">Component types, with or without version, that are not loaded for the app.</param>
internal sealed record Configuration(
    IReadOnlyDictionary<string, SecretScope> SecretScopes, WorkflowSettings Workflow, IReadOnlyList<string> DeniedComponents)
{
    /// <summary>What applies without a Configuration.</summary>
    public static readonly Configuration Default = new(new Dictionary<string, SecretScope>(StringComparer.Ordinal), WorkflowSettings.Default, []);

    // Sections without effect; what they are about is not there.
    private static readonly string[] Unused =
        ["features", "metric", "metrics", "httpPipeline", "appHttpPipeline", "logging", "nameResolution", "wasm", "actors"];

    private static readonly string[] Used = ["tracing", "accessControl", "api", "secrets", "components", "mtls", "workflow"];

    /// <summary>Who may call the app; null for everybody.</summary>
    public AccessControl? AccessControl { get; init; }

    /// <summary>Which of Dapr's APIs the app may use; null for all.</summary>
    public ApiRules? Api { get; init; }

    /// <summary>The trust domain of the app's own identity; null without mTLS, when calls carry no identity.</summary>
    public string? TrustDomain { get; init; }

    /// <summary>Reads the Configuration of a file; what it asks for in vain is added to <paramref name="notices"/>.</summary>
    /// <exception cref="ResourceException">A field is unknown, or its value cannot be read.</exception>
    public static Configuration Read(string file, Notices notices)
    {
        if (!File.Exists(file))
        {
            throw new ResourceException(new(file, null, null), null, "does not exist.", "Correct configFilePath in dapr.yaml, or leave it out.");
        }

        var resource = YamlResource.ReadFile(file).FirstOrDefault(candidate => candidate.Kind is "Configuration")
            ?? throw new ResourceException(new(file, null, null), "kind", "holds no Configuration.", "Write 'kind: Configuration'.");
        var spec = ResourceFields.Spec(resource).Only([.. Used, .. Unused]);
        NoteUnused(spec, notices, "has no effect", Unused);
        CheckTracing(spec.Child("tracing"), notices);
        var usesIdentity = ReadMtls(spec.Child("mtls"), notices);
        var accessControl = AccessControlReader.Read(spec.Child("accessControl"));
        if (accessControl is { Policies.Count: > 0 } && !usesIdentity)
        {
            notices.Add(
                spec.Child("accessControl").Location("policies"), "spec.accessControl.policies",
                "have no effect without 'spec.mtls.enabled: true', as callers have no identity then; defaultAction alone counts, as with daprd");
        }

        return new Configuration(
            spec.Child("secrets").Only("scopes").Items("scopes").Select(SecretScope.Read).ToDictionary(StringComparer.Ordinal),
            WorkflowSettingsReader.Read(spec.Child("workflow")),
            spec.Child("components").Only("deny").Texts("deny"))
        {
            AccessControl = accessControl,
            Api = ReadApi(spec.Child("api").Only("allowed", "denied")),
            TrustDomain = usesIdentity ? AccessControlReader.TrustDomain(spec.Child("accessControl")) : null,
        };
    }

    private static ApiRules? ReadApi(ResourceFields api)
    {
        var rules = new ApiRules([.. api.Items("allowed").Select(ReadApiRule)], [.. api.Items("denied").Select(ReadApiRule)]);
        return rules is { Allowed.Count: 0, Denied.Count: 0 } ? null : rules;
    }

    private static ApiRule ReadApiRule(ResourceFields rule)
    {
        rule.Only("name", "version", "protocol");
        var protocol = rule.Text("protocol")?.ToUpperInvariant() switch
        {
            null or "HTTP" => ApiProtocol.Http,
            "GRPC" => ApiProtocol.Grpc,
            _ => throw rule.Error("protocol", $"'{rule.Text("protocol")}' is neither http nor grpc.", "Write http or grpc."),
        };
        return new ApiRule(protocol, rule.Required("name"), rule.Required("version"));
    }

    private static void CheckTracing(ResourceFields tracing, Notices notices)
    {
        tracing.Only("samplingRate", "stdout", "zipkin", "otel");
        if (tracing.Text("samplingRate") is { } rate && (!double.TryParse(rate, out var share) || share is < 0 or > 1))
        {
            throw tracing.Error("samplingRate", $"'{rate}' is not a rate.", "Write a number from 0 to 1 in quotes.");
        }

        NoteUnused(tracing, notices, "has no effect; the sidecar passes traces on but exports none", "stdout", "zipkin", "otel");
    }

    private static bool ReadMtls(ResourceFields mtls, Notices notices)
    {
        if (mtls.Flag("enabled") is not true)
        {
            return false;
        }

        notices.Add(
            mtls.Location("enabled"), "spec.mtls",
            "gives calls between apps the identity of their caller; they stay within this process and are not encrypted");
        return true;
    }

    private static void NoteUnused(ResourceFields fields, Notices notices, string what, params IEnumerable<string> names)
    {
        foreach (var name in fields.Names.Where(names.Contains))
        {
            notices.Add(fields.Location(name), $"{fields.Path}.{name}", what);
        }
    }
}
