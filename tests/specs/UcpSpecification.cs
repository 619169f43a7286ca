using System.Text.Json.Nodes;

namespace Checkout.Tests.Specifications;

/// <summary>
/// The published schemas of the Universal Commerce Protocol, version 2026-04-08: the folders <c>schemas</c> and <c>discovery</c> of its
/// sources, as <c>specs/ucp-2026-04-08</c>. Without them nothing is checked by them.
/// </summary>
internal static class UcpSpecification
{
    private const string Folder = "specs/ucp-2026-04-08";

    private static readonly Lazy<JsonSchemaCheck?> Schemas = new(Load);

    /// <summary>Whether the files were found.</summary>
    public static bool IsPresent => Schemas.Value is not null;

    /// <summary>A checkout, with the extensions that it may use.</summary>
    public static void ShouldAllowCheckout(JsonNode checkout)
    {
        ShouldAllow("schemas/shopping/checkout.json", checkout);
        ShouldAllow("schemas/shopping/fulfillment.json#/$defs/dev.ucp.shopping.checkout", checkout);
        ShouldAllow("schemas/shopping/discount.json#/$defs/dev.ucp.shopping.checkout", checkout);
    }

    public static void ShouldAllowOrder(JsonNode order) => ShouldAllow("schemas/shopping/order.json", order);

    public static void ShouldAllowError(JsonNode error) => ShouldAllow("schemas/shopping/types/error_response.json", error);

    public static void ShouldAllowProfile(JsonNode profile) => ShouldAllow("discovery/profile_schema.json#/$defs/business_profile", profile);

    private static void ShouldAllow(string schema, JsonNode document) =>
        Schemas.Value?.Errors(PointerOf(new Uri(Root, schema)), document).ShouldBeEmpty($"{schema} does not allow {document}");

    // Every file becomes a member of one document, and every reference a pointer into that.
    private static readonly Uri Root = new("file:///");

    private static JsonSchemaCheck? Load()
    {
        var files = new JsonObject();
        var wanted = new Queue<Uri>(
        [
            new(Root, "schemas/shopping/fulfillment.json"), new(Root, "schemas/shopping/discount.json"), new(Root, "schemas/shopping/order.json"),
            new(Root, "schemas/shopping/types/error_response.json"), new(Root, "discovery/profile_schema.json"),
        ]);
        while (wanted.TryDequeue(out var file))
        {
            if (files.ContainsKey(NameOf(file)))
            {
                continue;
            }

            if (SharedFolder.Read(Folder + file.AbsolutePath) is not { } text)
            {
                return null;
            }

            var schema = JsonNode.Parse(text).ShouldNotBeNull();
            Redirect(schema, file, wanted);
            files[NameOf(file)] = schema;
        }

        return new JsonSchemaCheck(files);
    }

    private static void Redirect(JsonNode? node, Uri file, Queue<Uri> wanted)
    {
        foreach (var child in node is JsonObject members ? members.Select(member => member.Value) : node as JsonArray ?? [])
        {
            Redirect(child, file, wanted);
        }

        if (node is JsonObject { } holder && holder["$ref"] is JsonValue reference)
        {
            var target = new Uri(file, reference.GetValue<string>());
            wanted.Enqueue(new Uri(target.GetLeftPart(UriPartial.Path)));
            holder["$ref"] = PointerOf(target);
        }
    }

    private static string PointerOf(Uri schema) => $"#/{NameOf(schema)}{schema.Fragment.TrimStart('#')}";

    private static string NameOf(Uri file) => file.AbsolutePath.Replace('/', ':');
}
