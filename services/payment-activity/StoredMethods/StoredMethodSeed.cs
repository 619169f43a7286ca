using System.Text.Json;
using Checkout.Contracts.Payments;
using Dapr;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Checkout.Payments.StoredMethods;

/// <summary>Configuration section <c>StoredMethods</c>.</summary>
internal sealed record StoredMethodSeedOptions
{
    public const string Section = "StoredMethods";

    /// <summary>JSON file with an array of <see cref="SeededMethod"/>, relative to the working directory; none seeds nothing.</summary>
    public string? File { get; init; }
}

/// <summary>One entry of the seed file.</summary>
/// <param name="TenantId">The merchant.</param>
/// <param name="Method">What merchants see of the method.</param>
/// <param name="Provider">PSP that keeps it.</param>
/// <param name="PspToken">The PSP's token, e.g. one of its test tokens. Never a card number.</param>
internal sealed record SeededMethod(string TenantId, StoredMethod Method, string Provider, string PspToken);

/// <summary>Adds the methods of the seed file that are missing, as soon as the sidecar serves. Until then the service is not ready.</summary>
internal sealed partial class StoredMethodSeed(
    CustomerMethods methods, StoredMethodSeedOptions options, TimeProvider time, ILogger<StoredMethodSeed> logger)
    : BackgroundService, IHealthCheck
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private volatile bool seeded = string.IsNullOrWhiteSpace(options.File);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(seeded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The stored methods are not seeded yet."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrWhiteSpace(options.File))
        {
            return;
        }

        var seeds = await ReadAsync(options.File, stoppingToken);
        foreach (var seed in seeds)
        {
            await AddAsync(seed, stoppingToken);
        }

        seeded = true;
        LogSeeded(seeds.Count);
    }

    private static async Task<List<SeededMethod>> ReadAsync(string path, CancellationToken stoppingToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<List<SeededMethod>>(file, Json, stoppingToken) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException(
                $"The stored methods '{path}' ({StoredMethodSeedOptions.Section}:File) cannot be read: {e.Message}", e);
        }
    }

    private async Task AddAsync(SeededMethod seed, CancellationToken stoppingToken)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                await methods.SeedAsync(seed.TenantId, new KeptMethod(seed.Method, seed.Provider, seed.PspToken), stoppingToken);
                return;
            }
            catch (DaprException)
            {
                LogWaiting(delay);
                await Task.Delay(delay, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} stored methods of the seed file are there.")]
    private partial void LogSeeded(int count);

    [LoggerMessage(LogLevel.Debug, "The state store does not answer yet; stored methods are seeded after {Delay}.")]
    private partial void LogWaiting(TimeSpan delay);
}
