using System.Security.Cryptography;
using System.Text.Json;
using FluentValidation;

namespace Checkout.Api.Requests;

/// <summary>A body as it was understood.</summary>
/// <typeparam name="T">The record that stands for it.</typeparam>
/// <param name="value">The record; a field of a wrong type is null in it.</param>
/// <param name="canonical">The content in canonical form, full names, unknown fields included. It may hold a card: dispose it.</param>
/// <param name="written">How the caller wrote each path of full names.</param>
/// <param name="errors">What was wrong with types and names, by path as written.</param>
/// <param name="unknownFields">How many fields were ignored.</param>
internal sealed class ReadRequest<T>(
    T? value, byte[] canonical, Dictionary<string, string> written, Dictionary<string, List<string>> errors, int unknownFields)
    : IDisposable
    where T : class
{
    public T? Value { get; } = value;

    public ReadOnlyMemory<byte> Canonical => canonical;

    public int UnknownFields { get; } = unknownFields;

    /// <summary>All that is wrong with the request, by JSON path as the caller wrote it; empty when it may be used.</summary>
    public Dictionary<string, string[]> ErrorsBy(IValidator<T> validator)
    {
        var all = errors.ToDictionary(error => error.Key, error => error.Value.ToArray(), StringComparer.Ordinal);
        if (Value is null)
        {
            return all;
        }

        // What is of the wrong type is not also missing.
        var broken = validator.Validate(Value).Errors
            .GroupBy(failure => PathAsWritten(failure.PropertyName), StringComparer.Ordinal)
            .Where(group => !errors.ContainsKey(group.Key));
        foreach (var group in broken)
        {
            all[group.Key] = [.. group.Select(failure => failure.ErrorMessage)];
        }

        return all;
    }

    /// <summary>A path of property names (<c>Order.Items[0].Quantity</c>) as the caller wrote it (<c>ORD.ITM[0].QTY</c>).</summary>
    public string PathAsWritten(string propertyPath) =>
        Translate(string.Join('.', propertyPath.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)));

    public void Dispose() => CryptographicOperations.ZeroMemory(canonical);

    // What the caller left out keeps its full name below what it did write.
    private string Translate(string path)
    {
        if (written.TryGetValue(path, out var asWritten))
        {
            return asWritten;
        }

        var cut = path.LastIndexOfAny(['.', '[']);
        if (cut < 0)
        {
            return path;
        }

        return Translate(path[..cut]) + path[cut..];
    }
}
