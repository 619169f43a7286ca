using System.Net;
using Checkout.Local.Sidecar;

namespace Checkout.Local.Run.RunFile;

/// <summary>Reads how an app's sidecar is to behave; what an app does not say, <c>common</c> may.</summary>
/// <param name="common">The common settings, if any.</param>
/// <param name="problems">Where problems are noted.</param>
internal sealed class SidecarSettings(YamlSection? common, RunFileProblems problems)
{
    private const int Unlimited = -1;

    // A day: longer waits between probes, or for one, are mistakes.
    private const int MostSeconds = 86_400;

    /// <summary>A number of bytes such as <c>4Mi</c>; null when it is not given.</summary>
    public int? Size(YamlSection app, string key)
    {
        var section = app.OwnerOf(key, common);
        if (section?.Text(key) is not { } text)
        {
            return null;
        }

        if (!ByteQuantity.TryParse(text, out var bytes))
        {
            problems.Add(section.LineOf(key), $"'{key}' of {section.Name} is '{text}', not a size", "Write a size such as 4Mi, at most 2047Mi.");
        }

        return bytes;
    }

    /// <summary>How many calls the app takes at a time; null for any number, as 0 and below mean.</summary>
    public int? MaxConcurrency(YamlSection app) =>
        app.OwnerOf("appMaxConcurrency", common)?.Number("appMaxConcurrency", Unlimited, int.MaxValue) is > 0 and var most ? most : null;

    /// <summary>The addresses of <c>apiListenAddresses</c>, which stand between commas; empty when it is not given.</summary>
    public IReadOnlyList<IPAddress> ListenAddresses(YamlSection app)
    {
        const string key = "apiListenAddresses";
        var section = app.OwnerOf(key, common);
        var addresses = new List<IPAddress>();
        foreach (var text in section?.Text(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (IPAddress.TryParse(text, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                problems.Add(
                    section?.LineOf(key) ?? app.Line, $"'{key}' of {section?.Name}: '{text}' is not an IP address", "Write for example 127.0.0.1,[::1].");
            }
        }

        return addresses;
    }

    /// <summary>How the app's health is watched; null unless <c>enableAppHealthCheck</c> is true.</summary>
    public AppHealthCheck? HealthCheck(YamlSection app)
    {
        var defaults = new AppHealthCheck();
        var check = new AppHealthCheck
        {
            Path = "/" + (app.OwnerOf("appHealthCheckPath", common)?.Text("appHealthCheckPath") ?? defaults.Path).TrimStart('/'),
            ProbeInterval = Number(app, "appHealthProbeInterval", MostSeconds) is { } seconds
                ? TimeSpan.FromSeconds(seconds) : defaults.ProbeInterval,
            ProbeTimeout = Number(app, "appHealthProbeTimeout", MostSeconds * 1000) is { } milliseconds
                ? TimeSpan.FromMilliseconds(milliseconds) : defaults.ProbeTimeout,
            Threshold = Number(app, "appHealthThreshold", int.MaxValue) ?? defaults.Threshold,
        };
        if (app.OwnerOf("enableAppHealthCheck", common)?.Flag("enableAppHealthCheck") is not true)
        {
            return null;
        }

        if (check.ProbeTimeout >= check.ProbeInterval)
        {
            var section = app.OwnerOf("appHealthProbeTimeout", common) ?? app;
            problems.Add(
                section.LineOf("appHealthProbeTimeout"),
                $"the probe time-out of {section.Name} ({check.ProbeTimeout.TotalMilliseconds:0} ms) is not shorter than the interval " +
                $"({check.ProbeInterval.TotalSeconds:0} s)",
                "Write a smaller appHealthProbeTimeout (milliseconds) or a greater appHealthProbeInterval (seconds).");
        }

        return check;
    }

    private int? Number(YamlSection app, string key, int most) => app.OwnerOf(key, common)?.Number(key, 1, most);
}
