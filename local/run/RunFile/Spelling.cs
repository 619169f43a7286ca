namespace Checkout.Local.Run.RunFile;

/// <summary>Finds the word that somebody probably meant.</summary>
internal static class Spelling
{
    private const int MostEdits = 3;

    /// <summary>The known word nearest to <paramref name="word"/>, ignoring case; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var allowed = Math.Min(MostEdits, Math.Max(1, word.Length / 2));
        return known
            .Select(candidate => (candidate, edits: Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(match => match.edits <= allowed)
            .OrderBy(match => match.edits)
            .Select(match => match.candidate)
            .FirstOrDefault();
    }

    // Levenshtein distance, one row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(substitution, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
