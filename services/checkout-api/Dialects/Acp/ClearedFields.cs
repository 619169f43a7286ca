using System.Text.Json;

namespace Checkout.Api.Dialects.Acp;

/// <summary>
/// The fields of a body that are null. In a change null takes away what was there, and a field that is left out leaves it (RFC "Agentic
/// Checkout", section 6.2).
/// </summary>
/// <param name="Names">As they are written.</param>
internal sealed record ClearedFields(IReadOnlySet<string> Names)
{
    /// <param name="body">An object, JSON that was read before.</param>
    public static ClearedFields In(ReadOnlySpan<byte> body)
    {
        var cleared = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body);
        string? name = null;
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                name = reader.GetString();
            }
            else if (reader.TokenType is JsonTokenType.Null && name is not null)
            {
                cleared.Add(name);
            }
        }

        return new ClearedFields(cleared);
    }

    /// <summary>What is forgotten because of a field.</summary>
    public Forgotten If(string name, Forgotten what) => Names.Contains(name) ? what : Forgotten.Nothing;
}
