using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Checkout.Local.Psps.Faults;

/// <summary>
/// The dice of a run. Identifiers are random and differ from run to run, so what decides is a place: the how-manieth of its kind a request
/// is, and how often it came before.
/// </summary>
internal static class FaultDraw
{
    private const double Range = 1UL << 53;

    /// <summary>Draws a number.</summary>
    /// <param name="seed">The run's.</param>
    /// <param name="provider">The PSP.</param>
    /// <param name="kind">Call or kind of event.</param>
    /// <param name="place">Counts the different ones, from 0.</param>
    /// <param name="repetition">Counts the repetitions of this one, from 0.</param>
    /// <returns>0 up to, and without, 1; always the same for the same arguments.</returns>
    public static double Of(int seed, string provider, string kind, int place, int repetition)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{provider}\n{kind}\n{place}\n{repetition}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(digest) >> 11) / Range;
    }
}
