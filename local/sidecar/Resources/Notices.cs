namespace Checkout.Local.Sidecar.Resources;

/// <summary>Collects what resources ask for that this sidecar does not do, each thing once.</summary>
internal sealed class Notices
{
    private readonly List<string> texts = [];

    /// <summary>The notices in the order in which they came up.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>Adds a notice.</summary>
    /// <param name="location">The resource.</param>
    /// <param name="field">The field; null for the resource as a whole.</param>
    /// <param name="what">What is not done.</param>
    public void Add(ResourceLocation location, string? field, string what)
    {
        var text = $"{location}{(field is null ? string.Empty : $", field '{field}'")}: {what}.";
        if (!texts.Contains(text, StringComparer.Ordinal))
        {
            texts.Add(text);
        }
    }
}
