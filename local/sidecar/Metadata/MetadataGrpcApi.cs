using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.PubSub.Subscriptions;
using Checkout.Local.Sidecar.Resources;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Metadata;

/// <summary>The metadata methods of the Dapr service.</summary>
internal static class MetadataGrpcApi
{
    /// <summary>Maps the methods for one app.</summary>
    public static void MapMetadata(this IEndpointRouteBuilder routes, SidecarMetadata metadata)
    {
        routes.MapDapr("GetMetadata", GetMetadataRequest.Parser, (_, _) => Task.FromResult(Describe(metadata)));
        routes.MapDapr("SetMetadata", SetMetadataRequest.Parser, (request, _) =>
        {
            metadata.Set(request.Key, request.Value);
            return Task.FromResult(new Empty());
        });
    }

    private static GetMetadataResponse Describe(SidecarMetadata metadata)
    {
        var actors = metadata.ActorTypes.Select(type => new ActiveActorsCount { Type = type }).ToList();
        return new GetMetadataResponse
        {
            Id = metadata.AppId,
            RuntimeVersion = SidecarMetadata.RuntimeVersion,
            EnabledFeatures = { SidecarMetadata.EnabledFeatures },
            ActiveActorsCount = { actors },
            RegisteredComponents =
            {
                metadata.Components.Select(component => new RegisteredComponents
                {
                    Name = component.Name,
                    Type = component.Type,
                    Version = component.Version,
                    Capabilities = { component.Capabilities },
                }),
            },
            ExtendedMetadata = { metadata.Extended.ToDictionary(StringComparer.Ordinal) },
            Subscriptions = { metadata.Subscriptions.Select(Describe) },
            HttpEndpoints = { metadata.HttpEndpoints.Select(name => new MetadataHTTPEndpoint { Name = name }) },
            AppConnectionProperties = new AppConnectionProperties
            {
                Port = metadata.AppPort ?? 0,
                Protocol = "http",
                ChannelAddress = metadata.AppChannelAddress,
                MaxConcurrency = metadata.AppMaxConcurrency ?? 0,
                Health = Describe(metadata.HealthCheck),
            },
            ActorRuntime = new ActorRuntime
            {
                RuntimeStatus = metadata.IsReady
                    ? ActorRuntime.Types.ActorRuntimeStatus.Running
                    : ActorRuntime.Types.ActorRuntimeStatus.Initializing,
                ActiveActors = { actors },
                HostReady = metadata.IsReady,
                Placement = metadata.IsReady ? "placement: connected" : string.Empty,
            },
            Scheduler = new MetadataScheduler { ConnectedAddresses = { metadata.SchedulerAddress } },
            Workflows = new MetadataWorkflows { ConnectedWorkers = metadata.ConnectedWorkers },
        };
    }

    private static AppConnectionHealthProperties? Describe(AppHealthCheck? check) => check is null ? null : new AppConnectionHealthProperties
    {
        HealthCheckPath = check.Path,
        HealthProbeInterval = GoDuration.Format(check.ProbeInterval),
        HealthProbeTimeout = GoDuration.Format(check.ProbeTimeout),
        HealthThreshold = check.Threshold,
    };

    private static PubsubSubscription Describe(TopicSubscription subscription) => new()
    {
        PubsubName = subscription.PubSubName,
        Topic = subscription.Topic,
        Metadata = { subscription.Metadata.ToDictionary(StringComparer.Ordinal) },
        Rules = new PubsubSubscriptionRules
        {
            Rules = { subscription.Rules.Select(rule => new PubsubSubscriptionRule { Match = rule.Condition?.Text ?? string.Empty, Path = rule.Path }) },
        },
        DeadLetterTopic = subscription.DeadLetterTopic ?? string.Empty,
        Type = subscription.Kind is SubscriptionKind.Declarative ? PubsubSubscriptionType.Declarative : PubsubSubscriptionType.Programmatic,
    };
}
