using System.Globalization;
using Checkout.Api.Tenants;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Checkout.Api.OpenApi;

/// <summary>Brings what an endpoint says of itself into its operation: names, header fields, security, common answers, examples.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    private const string Json = "application/json";

    private static readonly (int Status, string Description)[] OfTenants =
    [
        (StatusCodes.Status401Unauthorized, "x-tn and x-api-key do not name a tenant and one of its keys."),
        (StatusCodes.Status403Forbidden, "The key does not have the scope that is needed."),
        (StatusCodes.Status429TooManyRequests, "The tenant makes more requests than it may; Retry-After says when to go on."),
        (StatusCodes.Status503ServiceUnavailable, "A part of the system does not answer right now; nothing was lost, Retry-After says when to try again."),
    ];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ApiOperation>().SingleOrDefault() is not { } described)
        {
            return Task.CompletedTask;
        }

        operation.OperationId = described.Id;
        operation.Summary = described.Summary;
        operation.Description = described.Description;
        operation.Tags = new HashSet<OpenApiTagReference> { new(described.Tag, context.Document) };
        AddParameters(operation, metadata);
        if (metadata.OfType<RequiredScope>().SingleOrDefault() is { } required)
        {
            AddTenant(operation, required.Scope, context.Document);
        }

        foreach (var header in metadata.OfType<ApiResponseHeader>())
        {
            AddHeader(operation, header.Status, header.Name, header.Description);
        }

        AddExamples(operation);
        return Task.CompletedTask;
    }

    private static void AddParameters(OpenApiOperation operation, IEnumerable<object> metadata)
    {
        operation.Parameters ??= [];
        foreach (var said in metadata)
        {
            OpenApiParameter? parameter = said switch
            {
                ApiRequestHeader header => new() { Name = header.Name, In = ParameterLocation.Header, Description = header.Description },
                ApiQuery query => new() { Name = query.Name, In = ParameterLocation.Query, Description = query.Description },
                _ => null,
            };
            if (parameter is not null)
            {
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
                operation.Parameters.Add(parameter);
            }
        }
    }

    private static void AddTenant(OpenApiOperation operation, string scope, OpenApiDocument? document)
    {
        operation.Security =
        [
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(TenantAuthentication.TenantHeader, document)] = [],
                [new OpenApiSecuritySchemeReference(TenantAuthentication.KeyHeader, document)] = [scope],
            },
        ];
        operation.Responses ??= [];
        foreach (var (status, description) in OfTenants)
        {
            operation.Responses.TryAdd(Key(status), new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", document) },
                },
            });
        }

        AddHeader(operation, StatusCodes.Status401Unauthorized, "WWW-Authenticate", "The scheme: an API key in x-api-key.");
        AddHeader(operation, StatusCodes.Status429TooManyRequests, "Retry-After", "Seconds until the next window.");
        AddHeader(operation, StatusCodes.Status503ServiceUnavailable, "Retry-After", "Seconds to wait.");
    }

    private static void AddHeader(OpenApiOperation operation, int status, string name, string description)
    {
        if (operation.Responses?.GetValueOrDefault(Key(status)) is OpenApiResponse response)
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.OrdinalIgnoreCase);
            response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
    }

    private static void AddExamples(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content is { } content && content.TryGetValue(Json, out var body))
        {
            body.Examples = ApiExamples.Of($"{operation.OperationId}.request");
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            foreach (var answer in response.Content?.Values ?? [])
            {
                answer.Examples = ApiExamples.Of($"{operation.OperationId}.{status}");
            }
        }
    }

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
