using Checkout.Local.Run.Demo;
using Checkout.Local.Run.RunFile;
using Spectre.Console;

namespace Checkout.Local.Run.Screen;

/// <summary>The one screen that greets: addresses, a checkout to try, where the data lies, how to stop.</summary>
internal static class Welcome
{
    /// <summary>Shows it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="definition">What runs.</param>
    public static void Show(RunScreen screen, RunDefinition definition)
    {
        var width = definition.Apps.Max(app => app.AppId.Length);
        screen.Line("\n[green bold]Everything runs.[/] Ctrl-C stops it.\n");
        foreach (var app in definition.Apps)
        {
            var address = app.AppPort is { } port ? $"http://localhost:{port}" : "does not listen";
            var name = Markup.Escape(app.AppId.PadRight(width));
            var waits = app.Command.Count == 0 ? "  (start it yourself)" : string.Empty;
            screen.Line($"  [bold]{name}[/]  {address}  [grey]sidecar http {app.HttpPort}, grpc {app.GrpcPort}[/]{waits}");
        }

        screen.Line($"\n  Data lies in {Markup.Escape(definition.DataDirectory)} and is kept; [bold]--fresh[/] starts without it.");
        screen.Line($"  Logs lie in {Markup.Escape(AppLog.DirectoryOf(definition))}.");
        if (Merchant.AddressOf(definition) is { } merchantApi)
        {
            screen.Line("\nTry a checkout with a stored card:\n");
            screen.Line(Markup.Escape(SampleOrder.CurlToSubmit(merchantApi)));
            screen.Line("\nand ask how it went, with the trackingNumber of the answer:\n");
            screen.Line(Markup.Escape(SampleOrder.CurlForStatus(merchantApi)));
        }

        screen.Line(string.Empty);
    }
}
