using System.Text;
using System.Text.RegularExpressions;

namespace Checkout.SystemTests;

/// <summary>Looks for card numbers, security codes and account numbers where none may be.</summary>
internal static partial class CardDataScan
{
    private static readonly string[] Numbers =
    [
        Cards.Frictionless, Cards.AlsoFrictionless, Cards.Challenge, Cards.Declined, Cards.FailsAtCapture, Cards.TimesOutAfterProcessing,
        Accounts.Pays, Accounts.Refuses,
    ];

    /// <summary>Every finding in the files below <paramref name="folder"/>.</summary>
    public static IReadOnlyList<string> OfFiles(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(file => FindIn(Path.GetFileName(file), Read(file)))];

    /// <summary>Every finding in <paramref name="text"/>.</summary>
    public static IReadOnlyList<string> Of(string text) => [.. FindIn("the text", text)];

    private static IEnumerable<string> FindIn(string name, string text)
    {
        foreach (var number in Numbers)
        {
            foreach (var form in FormsOf(number))
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

    // In clear, as hex, and as base64 wherever the number may begin within a longer text.
    private static IEnumerable<string> FormsOf(string number)
    {
        var bytes = Encoding.ASCII.GetBytes(number);
        yield return number;
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        yield return Convert.ToBase64String(bytes.AsSpan(0, 15));
        yield return Convert.ToBase64String(bytes.AsSpan(1, 15));
        yield return Convert.ToBase64String(bytes.AsSpan(2, 12));
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
