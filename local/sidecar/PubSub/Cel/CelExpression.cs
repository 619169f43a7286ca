using System.Text.Json;

namespace Checkout.Local.Sidecar.PubSub.Cel;

/// <summary>
/// A routing rule's condition in the Common Expression Language, as far as rules need it: the fields of <c>event</c>, literals, lists,
/// comparison, <c>in</c>, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, <c>has()</c>, <c>size()</c>, <c>startsWith</c>, <c>endsWith</c> and <c>contains</c>.
/// </summary>
internal sealed class CelExpression
{
    private readonly CelNode root;

    private CelExpression(string text, CelNode root)
    {
        Text = text;
        this.root = root;
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="CelSyntaxException">The text is not an expression, or uses what is not supported here.</exception>
    public static CelExpression Parse(string text) => new(text, new CelParser(CelTokens.Read(text)).ReadAll());

    /// <summary>Whether the rule holds for an event.</summary>
    /// <param name="cloudEvent">The CloudEvent.</param>
    /// <returns>Whether the result is <c>true</c>.</returns>
    /// <exception cref="CelEvaluationException">A field is missing or of the wrong type, so that there is no result.</exception>
    public bool Matches(JsonElement cloudEvent) => root.Evaluate(cloudEvent) is true;
}

/// <summary>A text is not an expression that is understood here.</summary>
/// <param name="message">What is wrong, and where.</param>
internal sealed class CelSyntaxException(string message) : Exception(message);

/// <summary>An expression has no value for an event.</summary>
/// <param name="message">Why.</param>
internal sealed class CelEvaluationException(string message) : Exception(message);
