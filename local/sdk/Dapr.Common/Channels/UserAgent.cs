namespace Dapr.Common.Channels;

/// <summary>How the SDK names itself to the sidecar.</summary>
internal static class UserAgent
{
    /// <summary>Version of the official SDK whose API and wire this is.</summary>
    public const string SdkVersion = "1.18.5";

    public const string Value = $"dapr-sdk-dotnet/v{SdkVersion} (checkout-local)";
}

/// <summary>Header names of Dapr's own.</summary>
internal static class DaprHeaders
{
    public const string ApiToken = "dapr-api-token";
}
