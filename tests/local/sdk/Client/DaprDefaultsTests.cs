using Dapr;
using Microsoft.Extensions.Configuration;

namespace Checkout.Local.Tests.Sdk.Client;

public sealed class DaprDefaultsTests
{
    [Fact]
    public void An_endpoint_wins_over_a_port_and_loses_its_path() =>
        DaprDefaults.GetDefaultGrpcEndpoint(Configuration(
            ("DAPR_GRPC_ENDPOINT", "https://dapr.example:4443/some/path"), ("DAPR_GRPC_PORT", "7"))).ShouldBe("https://dapr.example:4443/");

    [Fact]
    public void A_port_is_one_of_this_machine() =>
        DaprDefaults.GetDefaultHttpEndpoint(Configuration(("DAPR_HTTP_PORT", "3600"))).ShouldBe("http://localhost:3600/");

    [Fact]
    public void Without_settings_the_ports_are_Daprs_own()
    {
        DaprDefaults.GetDefaultHttpEndpoint(Configuration()).ShouldBe("http://localhost:3500/");
        DaprDefaults.GetDefaultGrpcEndpoint(Configuration()).ShouldBe("http://localhost:50001/");
        DaprDefaults.GetDefaultDaprApiToken(Configuration()).ShouldBeEmpty();
    }

    [Fact]
    public void Configuration_wins_over_the_environment_and_blank_counts_as_not_set()
    {
        // The one test that sets this variable; nothing else reads it.
        Environment.SetEnvironmentVariable("APP_API_TOKEN", "from-environment");
        try
        {
            DaprDefaults.GetDefaultAppApiToken(Configuration(("APP_API_TOKEN", "from-configuration"))).ShouldBe("from-configuration");
            DaprDefaults.GetDefaultAppApiToken(Configuration(("APP_API_TOKEN", " "))).ShouldBe("from-environment");
            DaprDefaults.GetDefaultAppApiToken(configuration: null).ShouldBe("from-environment");
        }
        finally
        {
            Environment.SetEnvironmentVariable("APP_API_TOKEN", value: null);
        }
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Name, s.Value)))
        .Build();
}
