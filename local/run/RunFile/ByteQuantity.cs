using System.Globalization;

namespace Checkout.Local.Run.RunFile;

/// <summary>Sizes as Kubernetes and Dapr write them: <c>4Mi</c>, <c>512k</c>, <c>1048576</c>.</summary>
internal static class ByteQuantity
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("", 1),
    ];

    /// <summary>Reads a size.</summary>
    /// <param name="text">Digits and at most one suffix of <c>Ki Mi Gi k M G</c>.</param>
    /// <param name="bytes">The size when it is 1 byte to 2 GiB − 1.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out int bytes)
    {
        var (suffix, factor) = Array.Find(Units, unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        var valid = long.TryParse(text[..^suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && number <= int.MaxValue / factor;
        bytes = valid ? (int)(number * factor) : 0;
        return valid;
    }
}
