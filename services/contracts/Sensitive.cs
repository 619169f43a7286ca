using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Contracts;

/// <summary>
/// Text that must not be seen: a card number or security code. It formats as <c>[redacted]</c> and has no public property, so that logs,
/// traces and exceptions cannot carry it by accident. JSON needs <see cref="RevealingConverter"/> named on the property.
/// </summary>
[JsonConverter(typeof(RefusingConverter))]
public readonly struct Sensitive : IEquatable<Sensitive>
{
    private readonly string? value;

    /// <summary>Wraps <paramref name="value"/>.</summary>
    /// <param name="value">The text to guard.</param>
    public Sensitive(string value) => this.value = value;

    /// <summary>The guarded text. Call it only where the text is encrypted, checked or sent to the PSP.</summary>
    /// <returns>The text, empty for a default value.</returns>
    public string Reveal() => value ?? string.Empty;

    /// <inheritdoc />
    public override string ToString() => "[redacted]";

    /// <inheritdoc />
    public bool Equals(Sensitive other) => string.Equals(Reveal(), other.Reveal(), StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Sensitive other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Reveal().GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both hold the same text.</summary>
    public static bool operator ==(Sensitive left, Sensitive right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(Sensitive left, Sensitive right) => !left.Equals(right);

    /// <summary>Carries the text over a boundary that is meant to see it; named explicitly on each such property.</summary>
    public sealed class RevealingConverter : JsonConverter<Sensitive>
    {
        /// <inheritdoc />
        public override Sensitive Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? string.Empty);

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, Sensitive value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Reveal());
    }

    private sealed class RefusingConverter : JsonConverter<Sensitive>
    {
        public override Sensitive Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Sensitive text is only read where a property names its converter.");

        public override void Write(Utf8JsonWriter writer, Sensitive value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Sensitive text is only written where a property names its converter.");
    }
}
