namespace Checkout.Local.Run.RunFile;

/// <summary>Every key of Dapr's multi-app run template (version 1), and those that have no effect here.</summary>
internal static class RunFileKeys
{
    /// <summary>Keys of the file itself.</summary>
    public static readonly string[] Top = ["version", "name", "common", "apps"];

    /// <summary>Keys of <c>common</c>; each app may set them too.</summary>
    public static readonly string[] Shared =
    [
        "configFilePath", "appProtocol", "apiListenAddresses", "enableProfiling", "logLevel", "appMaxConcurrency", "placementHostAddress",
        "schedulerHostAddress", "resourcesPath", "resourcesPaths", "appSSL", "maxBodySize", "readBufferSize", "enableAppHealthCheck",
        "appHealthCheckPath", "appHealthProbeInterval", "appHealthProbeTimeout", "appHealthThreshold", "enableApiLogging", "runtimePath",
        "env", "daprdLogDestination", "appLogDestination",
    ];

    /// <summary>Keys of an app beyond the shared ones.</summary>
    public static readonly string[] AppOnly =
    [
        "appDirPath", "appID", "appChannelAddress", "appPort", "daprHTTPPort", "daprGRPCPort", "daprInternalGRPCPort", "profilePort",
        "metricsPort", "unixDomainSocket", "command", "containerImage", "containerImagePullPolicy", "createService",
    ];

    /// <summary>All keys of an app.</summary>
    public static readonly string[] App = [.. AppOnly, .. Shared];

    /// <summary>Keys that real Dapr honours and this command does not, each with what happens instead.</summary>
    public static readonly IReadOnlyDictionary<string, string> WithoutEffect = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["enableProfiling"] = "the sidecars have no profiling endpoint",
        ["profilePort"] = "the sidecars have no profiling endpoint",
        ["logLevel"] = "warnings and errors of the sidecars are shown",
        ["daprdLogDestination"] = "warnings and errors of the sidecars are shown",
        ["enableApiLogging"] = "API calls are not logged",
        ["placementHostAddress"] = "no placement service is needed",
        ["schedulerHostAddress"] = "no scheduler service is needed",
        ["runtimePath"] = "the sidecars run inside this process",
        ["daprInternalGRPCPort"] = "sidecars reach one another inside this process",
        ["unixDomainSocket"] = "the sidecars listen on TCP ports",
        ["containerImage"] = "it is for Kubernetes",
        ["containerImagePullPolicy"] = "it is for Kubernetes",
        ["createService"] = "it is for Kubernetes",
    };
}
