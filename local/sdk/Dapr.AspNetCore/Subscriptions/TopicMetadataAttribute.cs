namespace Dapr;

/// <summary>One thing that the component of the endpoint's subscription takes besides.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public class TopicMetadataAttribute : Attribute, IOriginalTopicMetadata
{
    /// <summary>Belongs to every subscription of the endpoint.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public TopicMetadataAttribute(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value;
    }

    /// <summary>Belongs to the subscriptions that name its ID.</summary>
    /// <param name="id">The ID.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public TopicMetadataAttribute(string id, string name, string value)
        : this(name, value) => Id = id;

    /// <inheritdoc/>
    public string? Id { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Value { get; }
}
