using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Checkout.Api.Requests;
using Checkout.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Checkout.Api.OpenApi;

/// <summary>Shows the short name of a field, and that a secret is a string that never comes back.</summary>
internal sealed class FieldDescription : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(Sensitive))
        {
            schema.Type = JsonSchemaType.String;
            schema.WriteOnly = true;
        }

        // A constructor asks for everything; a caller needs only what cannot be null.
        schema.Required?.IntersectWith(context.JsonTypeInfo.Properties.Where(IsRequired).Select(property => property.Name));
        if (context.JsonPropertyInfo is { } field && IsRequired(field) && schema.Type is { } type)
        {
            schema.Type = type & ~JsonSchemaType.Null;
        }

        var attributes = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AliasAttribute), inherit: false);
        if (attributes is [AliasAttribute alias])
        {
            schema.Description = string.Join(' ', new[] { schema.Description, $"Alias: {alias.Name}." }.Where(text => !string.IsNullOrEmpty(text)));
        }

        return Task.CompletedTask;
    }

    private static bool IsRequired(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) is true
        || (!property.IsGetNullable && property.PropertyType != typeof(Sensitive));
}
