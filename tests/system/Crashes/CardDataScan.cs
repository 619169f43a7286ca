using System.Text;
using System.Text.RegularExpressions;

namespace Checkout.SystemTests.Crashes;

/// <summary>Looks for card numbers and security codes where none may be.</summary>
internal static partial class CardDataScan
{
    private static readonly string[] Numbers =
    [
        Cards.Frictionless, Cards.AlsoFrictionless, Cards.Challenge, Cards.Declined, Cards.FailsAtCapture, Cards.TimesOutAfterProcessing,
    ];

    /// <summary>Every finding in the files below <paramref name="folder"/> and in <paramref name="texts"/>.</summary>
    public static IReadOnlyList<string> Of(string folder, params string[] texts)
    {
        var sources = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetFileName(file), Text: Read(file)))
            .Concat(texts.Select((text, index) => (Name: $"text {index}", Text: text)));
        return [.. sources.SelectMany(source => FindIn(source.Name, source.Text))];
    }

    private static IEnumerable<string> FindIn(string name, string text)
    {
        foreach (var number in Numbers)
        {
            var bytes = Encoding.ASCII.GetBytes(number);
            foreach (var form in new[] { number, Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes)[..20] })
            {
                if (text.Contains(form, StringComparison.Ordinal))
                {
                    yield return $"{name} holds {number[..6]}… as {form.Length} characters";
                }
            }
        }

        foreach (Match match in SecurityCode().Matches(text))
        {
            yield return $"{name} holds a security code: {match.Value}";
        }
    }

    // Bytes as they are, one character each.
    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    // Three digits alone mean nothing; a security code is one that is called so, in JSON or in a form.
    [GeneratedRegex("""(cvc|cvv|securityCode|security_code)[\\"'\]%5D]*\s*[:=]\s*[\\"']*\d{3,4}""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SecurityCode();
}
