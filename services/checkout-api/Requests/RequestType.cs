using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Checkout.Contracts;

namespace Checkout.Api.Requests;

/// <summary>What a value of a request may be.</summary>
internal enum RequestKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A string that names a value of an enumeration.</summary>
    Choice,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A number without a fraction, however it is written.</summary>
    Integer,

    /// <summary>A string with an RFC 3339 time.</summary>
    Time,

    /// <summary>An object with known fields.</summary>
    Object,

    /// <summary>An array whose elements are of one type.</summary>
    List,
}

/// <summary>Type of a value in a request body, read off the record that stands for it.</summary>
/// <param name="Kind">What it may be.</param>
/// <param name="Largest">For an integer, its bound in both directions.</param>
/// <param name="Element">For a list, the type of its elements.</param>
/// <param name="Fields">For an object, its fields by name and by alias; case does not count.</param>
/// <param name="Choices">For a choice, the names; case does not count.</param>
/// <param name="IsSensitive">For a text, whether it is guarded; every other text must not hold a card number.</param>
/// <param name="IsNullable">Whether null may stand for it; it may unless the record has a bare number or flag there.</param>
internal sealed record RequestType(
    RequestKind Kind,
    long Largest = 0,
    RequestType? Element = null,
    FrozenDictionary<string, RequestField>? Fields = null,
    IReadOnlyList<string>? Choices = null,
    bool IsSensitive = false,
    bool IsNullable = true)
{
    /// <summary>The type that <paramref name="type"/> describes.</summary>
    /// <exception cref="NotSupportedException">A request cannot hold that.</exception>
    public static RequestType Of(Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        var bare = underlying ?? type;
        var nullable = underlying is not null || !type.IsValueType;
        if (bare == typeof(string) || bare == typeof(Sensitive))
        {
            return new RequestType(RequestKind.Text, IsSensitive: bare == typeof(Sensitive));
        }

        if (bare.IsEnum)
        {
            return new RequestType(RequestKind.Choice, Choices: Enum.GetNames(bare), IsNullable: nullable);
        }

        if (bare == typeof(DateTimeOffset))
        {
            return new RequestType(RequestKind.Time, IsNullable: nullable);
        }

        if (bare == typeof(bool))
        {
            return new RequestType(RequestKind.Flag, IsNullable: nullable);
        }

        if (bare == typeof(int) || bare == typeof(long))
        {
            return new RequestType(RequestKind.Integer, bare == typeof(int) ? int.MaxValue : long.MaxValue, IsNullable: nullable);
        }

        if (bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new RequestType(RequestKind.List, Element: Of(bare.GenericTypeArguments[0]));
        }

        return bare.IsClass ? new RequestType(RequestKind.Object, Fields: FieldsOf(bare)) : throw new NotSupportedException(bare.Name);
    }

    private static FrozenDictionary<string, RequestField> FieldsOf(Type type)
    {
        var byName = new Dictionary<string, RequestField>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var field = new RequestField(name, Of(property.PropertyType));
            byName.Add(name, field);
            if (property.GetCustomAttribute<AliasAttribute>() is { } alias)
            {
                byName.TryAdd(alias.Name, field); // CVC is cvc already
            }
        }

        return byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>A field of an object.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Type">What it holds.</param>
internal sealed record RequestField(string Name, RequestType Type);
