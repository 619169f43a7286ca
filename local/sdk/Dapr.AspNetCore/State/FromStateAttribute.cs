using Dapr.AspNetCore.State;

namespace Microsoft.AspNetCore.Mvc;

/// <summary>Has a parameter or property of a controller read from a state store: a value, or a <see cref="Dapr.StateEntry{TValue}"/> to change it by.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public class FromStateAttribute : ModelBinderAttribute
{
    /// <summary>Reads the key that the route value with the parameter's own name holds.</summary>
    /// <param name="storeName">The state store component.</param>
    public FromStateAttribute(string storeName)
        : base(typeof(StateModelBinder))
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        StoreName = storeName;
    }

    /// <summary>Reads the key that a route value holds.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">Name of the route value.</param>
    public FromStateAttribute(string storeName, string key)
        : this(storeName) => Key = key;

    /// <summary>The state store component.</summary>
    public string StoreName { get; }

    /// <summary>Name of the route value that holds the key; null for that of the parameter or property.</summary>
    public string? Key { get; }
}
