using System.Globalization;
using System.Text;

namespace Checkout.Local.Sidecar.PubSub.Cel;

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Name or operator as written; a string's content.</param>
/// <param name="Position">Where it begins, counted from 1.</param>
/// <param name="Number">Value of a number.</param>
internal sealed record CelToken(CelTokenKind Kind, string Text, int Position, double Number = 0);

/// <summary>Kinds of tokens.</summary>
internal enum CelTokenKind
{
    Name,
    String,
    Number,
    Operator,
    End,
}

/// <summary>Splits an expression into tokens.</summary>
internal static class CelTokens
{
    // Longer ones first.
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "-", "(", ")", "[", "]", ",", "."];

    /// <summary>Reads all tokens; the last is <see cref="CelTokenKind.End"/>.</summary>
    /// <exception cref="CelSyntaxException">There is a character that begins no token, or a string without end.</exception>
    public static IReadOnlyList<CelToken> Read(string text)
    {
        var tokens = new List<CelToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new CelToken(CelTokenKind.End, "the end", at + 1));
                return tokens;
            }

            tokens.Add(ReadOne(text, ref at));
        }
    }

    private static CelToken ReadOne(string text, ref int at)
    {
        var start = at;
        var c = text[at];
        if (c is '"' or '\'')
        {
            return new CelToken(CelTokenKind.String, ReadString(text, ref at), start + 1);
        }

        if (char.IsAsciiLetter(c) || c is '_')
        {
            var name = ReadWhile(text, ref at, part => char.IsAsciiLetterOrDigit(part) || part is '_');
            return new CelToken(CelTokenKind.Name, name, start + 1);
        }

        if (char.IsAsciiDigit(c))
        {
            var digits = ReadWhile(text, ref at, part => char.IsAsciiDigit(part) || part is '.');
            return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? new CelToken(CelTokenKind.Number, digits, start + 1, number)
                : throw new CelSyntaxException($"'{digits}' at {start + 1} is not a number");
        }

        var sign = Operators.FirstOrDefault(sign => string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0)
            ?? throw new CelSyntaxException($"'{c}' at {start + 1} is not understood");
        at += sign.Length;
        return new CelToken(CelTokenKind.Operator, sign, start + 1);
    }

    private static string ReadWhile(string text, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private static string ReadString(string text, ref int at)
    {
        var start = at;
        var quote = text[at++];
        var content = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] is '\\' && ++at < text.Length)
            {
                content.Append(text[at] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    '\\' or '"' or '\'' => text[at],
                    _ => throw new CelSyntaxException($"the escape '\\{text[at]}' at {at} is not understood"),
                });
                at++;
            }
            else if (at < text.Length)
            {
                content.Append(text[at++]);
            }
        }

        return at++ < text.Length ? content.ToString() : throw new CelSyntaxException($"the string at {start + 1} has no end");
    }
}
