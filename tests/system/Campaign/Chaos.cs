using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Checkout.SystemTests.Crashes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Campaign;

/// <summary>
/// Runs the system, and kills a part of it every now and then: one of the services, or the process with all sidecars. Which and when, the
/// seed decides. The PSPs live on, and misbehave.
/// </summary>
internal sealed class Chaos(SystemFolder folder, StringBuilder output, int seed) : IAsyncDisposable
{
    private static readonly string[] Victims = ["checkout-api", "payment-activity", "fulfilment-activity", "run"];

    // Time passes faster here than for real shoppers and banks.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Checkout__ChallengeDeadline"] = "00:00:20",
        ["Checkout__InquiryDeadline"] = "00:00:40",
        ["Checkout__SettlementDeadline"] = "00:01:00",
        ["Checkout__UndoDeadline"] = "00:00:40",
        ["Checkout__InquiryIntervals__0"] = "00:00:00.5",
        ["Checkout__InquiryIntervals__1"] = "00:00:02",
        ["Payments__PspTimeout"] = "00:00:03",
        ["RateLimit__Requests"] = "1000000",
    };

    private readonly Random random = new(seed);
    private RunProcess? run;

    /// <summary>How often each part was killed.</summary>
    public SortedDictionary<string, int> Kills { get; } = new(StringComparer.Ordinal);

    /// <summary>Faults that were injected, by PSP and kind, as the simulation counts them.</summary>
    public SortedDictionary<string, long> Faults { get; } = new(StringComparer.Ordinal);

    private Uri Psps => new($"http://localhost:{folder.Ports[8090]}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the system with its PSPs misbehaving.</summary>
    public async Task StartAsync()
    {
        run = await RunProcess.StartAsync(folder, output, Settings);
        var plan = new
        {
            seed = seed + Kills.Values.Sum(),
            slowFor = "00:00:00.500",
            rules = new object[]
            {
                new
                {
                    rates = new
                    {
                        timeoutBefore = 0.03, timeoutAfter = 0.03, errorBefore = 0.02, errorAfter = 0.02, tooManyRequests = 0.02, slow = 0.05,
                        duplicate = 0.15, late = 0.1, reordered = 0.1, missing = 0.02,
                    },
                },
            },
        };
        using var http = new HttpClient { BaseAddress = Psps };
        using var response = await http.PutAsJsonAsync(new Uri("/faults", UriKind.Relative), plan, Cancel);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Kills and starts again, until told to stop.</summary>
    public async Task RageAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            if (await Task.WhenAny(until, PauseAsync(TimeSpan.FromSeconds(random.Next(4, 11)))) == until)
            {
                return;
            }

            var victim = Victims[random.Next(Victims.Length)];
            Kills[victim] = Kills.GetValueOrDefault(victim) + 1;
            await CountFaultsAsync();
            await run!.KillAsync(victim is "run" ? null : $"{victim}.dll");
            await run.DisposeAsync();
            await StartAsync();
        }
    }

    /// <summary>The PSPs behave from now on.</summary>
    public async Task CalmAsync()
    {
        await CountFaultsAsync();
        using var http = new HttpClient { BaseAddress = Psps };
        using var response = await http.DeleteAsync(new Uri("/faults", UriKind.Relative), Cancel);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (run is not null)
        {
            await run.DisposeAsync();
            run = null;
        }
    }

    private async Task CountFaultsAsync()
    {
        using var http = new HttpClient { BaseAddress = Psps };
        var report = await http.GetFromJsonAsync<FaultReport>(new Uri("/faults", UriKind.Relative), Cancel);
        foreach (var (kind, count) in report!.Injected.Values.SelectMany(psp => psp))
        {
            Faults[kind] = Faults.GetValueOrDefault(kind) + count;
        }
    }

    private static async Task PauseAsync(TimeSpan pause)
    {
        using var pulse = new PeriodicTimer(pause);
        await pulse.WaitForNextTickAsync(Cancel);
    }

    private sealed record FaultReport(Dictionary<string, Dictionary<string, long>> Injected);
}
