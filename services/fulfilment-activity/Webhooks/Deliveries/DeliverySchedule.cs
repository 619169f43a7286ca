using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>When a message is tried again: the pauses that Standard Webhooks suggests, some three days in all.</summary>
internal static class DeliverySchedule
{
    /// <summary>The longest that a receiver's <c>Retry-After</c> is heeded.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private const double Jitter = 0.1;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>How often a message is tried.</summary>
    public static int Attempts => Pauses.Length;

    /// <summary>The time between a try and the one before it.</summary>
    /// <param name="attempt">The try, from 1.</param>
    /// <param name="delivery">
    /// Name of the delivery. From it comes up to a tenth of the pause more, so that what failed together is not tried together, and the same in
    /// every replay of the workflow.
    /// </param>
    /// <param name="retryAfter">What the receiver asked for; a longer pause than planned is kept.</param>
    public static TimeSpan PauseBefore(int attempt, string delivery, TimeSpan? retryAfter)
    {
        var planned = Pauses[attempt - 1] * (1 + (Jitter * FractionOf($"{delivery}:{attempt}")));
        var asked = retryAfter < LongestRetryAfter ? retryAfter.Value : retryAfter is null ? TimeSpan.Zero : LongestRetryAfter;
        return asked > planned ? asked : planned;
    }

    // Between 0 and 1, evenly.
    private static double FractionOf(string text) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) / (double)uint.MaxValue;
}
