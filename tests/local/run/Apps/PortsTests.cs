using System.Net;
using System.Net.Sockets;
using Checkout.Local.Run;
using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Tests.Run.Apps;

public sealed class PortsTests
{
    [Fact]
    public void A_port_in_use_is_named_with_its_app_its_holder_and_the_remedy()
    {
        using var listener = Listen(out var port);
        var definition = Ports.Assign(Definition(app => app with { HttpPort = port }));

        var exception = Should.Throw<RunException>(() => Ports.EnsureFree(definition));

        exception.Code.ShouldBe(ExitCode.PortInUse);
        var problem = exception.Problems.ShouldHaveSingleItem();
        problem.What.ShouldStartWith($"Port {port} (daprHTTPPort of 'shop') is in use by ");
        problem.Remedy.ShouldEndWith("or give the app another port in dapr.yaml.");
        if (OperatingSystem.IsLinux())
        {
            problem.What.ShouldEndWith($"(process {Environment.ProcessId}).");
            problem.Remedy.ShouldStartWith($"Stop it with 'kill {Environment.ProcessId}'");
        }
    }

    [Fact]
    public void The_port_of_an_app_that_somebody_else_starts_may_be_in_use()
    {
        using var listener = Listen(out var port);
        var definition = Ports.Assign(Definition(app => app with { AppPort = port, Command = [] }));

        Should.NotThrow(() => Ports.EnsureFree(definition));
    }

    [Fact]
    public void Ports_that_the_file_leaves_open_are_given_out()
    {
        var app = Ports.Assign(Definition(app => app)).Apps.ShouldHaveSingleItem();

        app.HttpPort.ShouldBeInRange(1024, 65535);
        app.GrpcPort.ShouldBeInRange(1024, 65535);
        app.GrpcPort.ShouldNotBe(app.HttpPort);
    }

    private static RunDefinition Definition(Func<AppDefinition, AppDefinition> change) =>
        new("dapr.yaml", [change(new Shell(".").App("shop", string.Empty) with { AppPort = null, HttpPort = 0, GrpcPort = 0 })], []);

    private static TcpListener Listen(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }
}
