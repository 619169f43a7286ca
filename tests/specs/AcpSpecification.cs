using System.Text.Json.Nodes;

namespace Checkout.Tests.Specifications;

/// <summary>The published contracts of the Agentic Commerce Protocol.</summary>
internal static class AcpSpecification
{
    /// <summary>Why a test that cannot do without the files is skipped.</summary>
    public const string Absent = "shared/specs/acp-* is not beside the repository";

    /// <summary>The versions that are spoken.</summary>
    public const string Older = "2025-09-29";

    public const string Newer = "2026-04-17";

    /// <summary>Whether the files were found.</summary>
    public static bool IsPresent => SharedFolder.Read(File(Older, "schema.agentic_checkout.json")) is not null;

    /// <summary>Fails a test whose message is not what the version says. Without the files it checks nothing.</summary>
    /// <param name="version">E.g. <c>2025-09-29</c>.</param>
    /// <param name="name">E.g. <c>CheckoutSession</c>.</param>
    /// <param name="document">The message.</param>
    public static void ShouldAllow(string version, string name, JsonNode document) =>
        Errors(version, "schema.agentic_checkout.json", name, document).ShouldBeEmpty($"{name} of {version} does not allow {document}");

    /// <summary>The same for what is said about delegated payments.</summary>
    public static void ShouldAllowOfDelegation(string version, string name, JsonNode document) =>
        Errors(version, "schema.delegate_payment.json", name, document).ShouldBeEmpty($"{name} of {version} does not allow {document}");

    /// <summary>
    /// The same for a session. The older contract closes the session without an <c>order</c> and demands one of a paid session, which no
    /// document can fulfil; the two are checked apart.
    /// </summary>
    public static void ShouldAllowSession(string version, JsonNode document)
    {
        var session = document.DeepClone().AsObject();
        if (string.Equals(version, Older, StringComparison.Ordinal) && session["order"] is { } order)
        {
            ShouldAllow(version, "Order", order);
            session.Remove("order");
        }

        ShouldAllow(version, "CheckoutSession", session);
    }

    /// <summary>What is wrong with a message; empty without the files.</summary>
    public static IReadOnlyList<string> Errors(string version, string schema, string name, JsonNode document) =>
        SharedFolder.Read(File(version, schema)) is { } text
            ? new JsonSchemaCheck(JsonNode.Parse(text)!).Errors($"#/$defs/{name}", document)
            : [];

    /// <summary>A published example.</summary>
    public static JsonNode Example(string version, string name) =>
        JsonNode.Parse(SharedFolder.Read(File(version, "examples.agentic_checkout.json")).ShouldNotBeNull())![name].ShouldNotBeNull();

    private static string File(string version, string name) => $"specs/acp-{version}/{name}";
}
