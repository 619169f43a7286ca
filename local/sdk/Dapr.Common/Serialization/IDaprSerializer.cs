namespace Dapr.Common.Serialization;

/// <summary>Turns payloads into text and back.</summary>
public interface IDaprSerializer
{
    /// <summary>Text of a value.</summary>
    /// <typeparam name="T">Type to serialise as.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>Its text; empty for null.</returns>
    string Serialize<T>(T value);

    /// <summary>Text of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="inputType">Type to serialise as; the value's own when null.</param>
    /// <returns>Its text; empty for null.</returns>
    string Serialize(object? value, Type? inputType = null);

    /// <summary>Value of a text.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="data">The text.</param>
    /// <returns>The value; the type's default for null and empty text.</returns>
    T? Deserialize<T>(string? data);

    /// <summary>Value of a text.</summary>
    /// <param name="data">The text.</param>
    /// <param name="returnType">Type of the value.</param>
    /// <returns>The value; null for null and empty text.</returns>
    object? Deserialize(string? data, Type returnType);
}
