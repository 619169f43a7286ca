using System.Net;
using Checkout.Local.Run;
using Checkout.Local.Run.RunFile;
using Checkout.Local.Sidecar;

namespace Checkout.Local.Tests.Run.RunFile;

/// <summary>Walks every field of Dapr's multi-app run template: each has an effect, or is named with file and line.</summary>
public sealed class RunTemplateTests : IDisposable
{
    private const string Health = "enableAppHealthCheck: true, ";

    // What each field with an effect does, to the app's process or to its sidecar.
    private static readonly Dictionary<string, (string Yaml, Action<AppDefinition, SidecarOptions> Check)> Honoured = new(StringComparer.Ordinal)
    {
        ["configFilePath"] = ("configFilePath: c.yaml", (_, sidecar) => sidecar.ConfigFile.ShouldNotBeNull().ShouldEndWith("c.yaml")),
        ["appProtocol"] = ("appProtocol: http", (_, _) => { }), // the other values are refused, see below
        ["apiListenAddresses"] = (
            "apiListenAddresses: '127.0.0.1,[::1]'",
            (_, sidecar) => sidecar.ListenAddresses.ShouldBe([IPAddress.Loopback, IPAddress.IPv6Loopback])),
        ["appMaxConcurrency"] = ("appMaxConcurrency: 7", (_, sidecar) => sidecar.AppMaxConcurrency.ShouldBe(7)),
        ["resourcesPath"] = ("resourcesPath: r", (_, sidecar) => sidecar.ResourcesPaths.Count.ShouldBe(1)),
        ["resourcesPaths"] = ("resourcesPaths: [r]", (_, sidecar) => sidecar.ResourcesPaths.Count.ShouldBe(1)),
        ["appSSL"] = ("appSSL: false", (_, _) => { }), // true is refused, see below
        ["maxBodySize"] = ("maxBodySize: 8Mi", (_, sidecar) => sidecar.MaxBodyBytes.ShouldBe(8 << 20)),
        ["readBufferSize"] = ("readBufferSize: 64Ki", (_, sidecar) => sidecar.ReadBufferBytes.ShouldBe(64 << 10)),
        ["enableAppHealthCheck"] = ("enableAppHealthCheck: true", (_, sidecar) => sidecar.AppHealthCheck.ShouldBe(new AppHealthCheck())),
        ["appHealthCheckPath"] = (Health + "appHealthCheckPath: alive", (_, sidecar) => sidecar.AppHealthCheck.ShouldNotBeNull().Path.ShouldBe("/alive")),
        ["appHealthProbeInterval"] = (
            Health + "appHealthProbeInterval: 9", (_, sidecar) => sidecar.AppHealthCheck.ShouldNotBeNull().ProbeInterval.ShouldBe(TimeSpan.FromSeconds(9))),
        ["appHealthProbeTimeout"] = (
            Health + "appHealthProbeTimeout: 90", (_, sidecar) => sidecar.AppHealthCheck.ShouldNotBeNull().ProbeTimeout.ShouldBe(TimeSpan.FromMilliseconds(90))),
        ["appHealthThreshold"] = (Health + "appHealthThreshold: 2", (_, sidecar) => sidecar.AppHealthCheck.ShouldNotBeNull().Threshold.ShouldBe(2)),
        ["env"] = ("env: { A: b }", (app, _) => app.Env["A"].ShouldBe("b")),
        ["appLogDestination"] = ("appLogDestination: console", (app, _) => app.LogDestination.ShouldBe(LogDestination.Console)),
        ["appDirPath"] = ("", (app, _) => app.Directory.ShouldEndWith("shop")),
        ["appID"] = ("appID: till", (_, sidecar) => sidecar.AppId.ShouldBe("till")),
        ["appChannelAddress"] = ("appChannelAddress: 127.0.0.2", (_, sidecar) => sidecar.AppChannelAddress.ShouldBe("127.0.0.2")),
        ["appPort"] = ("appPort: 7001", (_, sidecar) => sidecar.AppPort.ShouldBe(7001)),
        ["daprHTTPPort"] = ("daprHTTPPort: 7002", (_, sidecar) => sidecar.HttpPort.ShouldBe(7002)),
        ["daprGRPCPort"] = ("daprGRPCPort: 7003", (_, sidecar) => sidecar.GrpcPort.ShouldBe(7003)),
        ["metricsPort"] = ("metricsPort: 7004", (_, sidecar) => sidecar.MetricsPort.ShouldBe(7004)),
        ["command"] = ("command: [run, it]", (app, _) => app.Command.ShouldBe(["run", "it"])),
    };

    private readonly TemporaryFolder folder = new();

    public RunTemplateTests()
    {
        folder.Folder(Path.Combine("shop", "r"));
        folder.File(Path.Combine("shop", "c.yaml"), "kind: Configuration");
    }

    public static TheoryData<string> Fields => [.. RunFileKeys.App];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_has_an_effect_or_is_named(string field)
    {
        var yaml = Honoured.TryGetValue(field, out var honoured) ? honoured.Yaml : $"{field}: 1";

        var definition = Read($"version: 1\napps:\n  - {{ appDirPath: shop, {yaml} }}\n");

        var app = definition.Apps.ShouldHaveSingleItem();
        if (honoured.Check is { } check)
        {
            definition.Notices.ShouldBeEmpty();
            check(app, Sidecars.Options(app));
        }
        else
        {
            var notice = definition.Notices.ShouldHaveSingleItem();
            notice.ShouldStartWith($"dapr.yaml, line 3: '{field}' of app");
            notice.ShouldContain("has no effect here: ");
        }
    }

    [Fact]
    public void The_fields_are_those_of_the_template()
    {
        RunFileKeys.Top.ShouldBe(["version", "name", "common", "apps"]);
        RunFileKeys.Shared.Length.ShouldBe(23);
        RunFileKeys.App.Length.ShouldBe(37);
        Honoured.Keys.Concat(RunFileKeys.WithoutEffect.Keys).ShouldBe(RunFileKeys.App, ignoreOrder: true);
    }

    [Theory]
    [InlineData("appProtocol: grpc", "'appProtocol' of app 1 is 'grpc', and the local sidecar calls apps over http only")]
    [InlineData("appSSL: true", "'appSSL' of app 1 is true, and the local sidecar calls apps over http only")]
    [InlineData("apiListenAddresses: 'localhost'", "'apiListenAddresses' of app 1: 'localhost' is not an IP address")]
    [InlineData("appHealthProbeInterval: 0", "'appHealthProbeInterval' of app 1 is '0', not a number from 1 to 86400")]
    [InlineData("readBufferSize: wide", "'readBufferSize' of app 1 is 'wide', not a size")]
    [InlineData(
        Health + "appHealthProbeInterval: 1, appHealthProbeTimeout: 1000",
        "the probe time-out of app 1 (1000 ms) is not shorter than the interval (1 s)")]
    public void A_value_that_cannot_be_honoured_is_named(string yaml, string what)
    {
        var exception = Should.Throw<RunException>(() => Read($"version: 1\napps:\n  - {{ appDirPath: shop, {yaml} }}\n"));

        exception.Problems.ShouldHaveSingleItem().What.ShouldBe($"dapr.yaml:3: {what}");
    }

    [Fact]
    public void The_common_health_check_is_that_of_each_app_but_for_what_it_says_itself()
    {
        var app = Read("""
            version: 1
            common: { enableAppHealthCheck: true, appHealthProbeInterval: 2, appHealthThreshold: 4 }
            apps:
              - { appDirPath: shop, appHealthThreshold: 1 }
            """).Apps.ShouldHaveSingleItem();

        app.HealthCheck.ShouldBe(new AppHealthCheck { ProbeInterval = TimeSpan.FromSeconds(2), Threshold = 1 });
    }

    private RunDefinition Read(string text) => RunFileReader.Read(folder.File("dapr.yaml", text), "dapr.yaml");
}
