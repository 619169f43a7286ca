using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Hosting;

/// <summary>Which of Dapr's APIs the app may use: <c>spec.api</c> of its Configuration.</summary>
/// <param name="Allowed">If one of these is about a protocol, no other API of that protocol may be used.</param>
/// <param name="Denied">APIs that may not be used, allowed or not.</param>
internal sealed record ApiRules(IReadOnlyList<ApiRule> Allowed, IReadOnlyList<ApiRule> Denied)
{
    private const string DaprService = "/dapr.proto.runtime.v1.Dapr/";

    // The API that a gRPC method belongs to, by the words in its name.
    private static readonly (string Word, string Api)[] GrpcApis =
    [
        ("Workflow", "workflows"), ("State", "state"), ("Publish", "publish"), ("Secret", "secrets"), ("InvokeService", "invoke"),
        ("Binding", "bindings"), ("Metadata", "metadata"), ("Shutdown", "shutdown"), ("Configuration", "configuration"), ("Lock", "lock"),
        ("Subscribe", "subscribe"),
    ];

    /// <summary>Answers HTTP calls of APIs that may not be used as if there were none. Health is always told.</summary>
    public void UseHttp(IApplicationBuilder app) => app.Use((context, next) =>
    {
        var parts = (context.Request.Path.Value ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [['v', '1', ..] version, var name, ..] && name is not "healthz")
        {
            Demand(name, version);
        }

        return next(context);
    });

    /// <summary>Makes sure that other apps may be invoked over HTTP: what no other API owns is invocation, whatever its path.</summary>
    /// <exception cref="ApiException">They may not.</exception>
    public void DemandInvocation() => Demand("invoke", "v1.0");

    /// <summary>Refuses methods of the Dapr service that may not be used. The workers' service is always there.</summary>
    public void UseGrpc(IApplicationBuilder app) => app.Use((context, next) =>
    {
        var path = context.Request.Path.Value ?? string.Empty;
        if (!path.StartsWith(DaprService, StringComparison.Ordinal))
        {
            return next(context);
        }

        var method = path[DaprService.Length..];
        var version = method switch
        {
            _ when method.EndsWith("Alpha1", StringComparison.Ordinal) => "v1alpha1",
            _ when method.EndsWith("Beta1", StringComparison.Ordinal) => "v1beta1",
            _ => "v1",
        };
        var api = Array.Find(GrpcApis, entry => method.Contains(entry.Word, StringComparison.Ordinal)).Api ?? method;
        if (Allows(ApiProtocol.Grpc, api, version))
        {
            return next(context);
        }

        GrpcStatus.End(context, StatusCode.Unimplemented, "requested endpoint is not available", []);
        return Task.CompletedTask;
    });

    private void Demand(string api, string version)
    {
        if (!Allows(ApiProtocol.Http, api, version))
        {
            throw new ApiException(404, StatusCode.InvalidArgument, "ERR_DIRECT_INVOKE", $"the API {api}/{version} is not enabled for this app");
        }
    }

    private bool Allows(ApiProtocol protocol, string api, string version)
    {
        var rule = new ApiRule(protocol, api, version);
        var allowed = Allowed.Where(candidate => candidate.Protocol == protocol).ToList();
        return !Denied.Contains(rule) && (allowed.Count == 0 || allowed.Contains(rule));
    }
}

/// <summary>One API of one protocol.</summary>
/// <param name="Protocol">HTTP or gRPC.</param>
/// <param name="Name">Such as <c>state</c>.</param>
/// <param name="Version">Such as <c>v1.0</c> (HTTP) or <c>v1</c> (gRPC).</param>
internal sealed record ApiRule(ApiProtocol Protocol, string Name, string Version);

/// <summary>How the API is called.</summary>
internal enum ApiProtocol
{
    /// <summary>HTTP.</summary>
    Http,

    /// <summary>gRPC.</summary>
    Grpc,
}
