using System.Text.Json.Serialization;
using Checkout.Api.Tenants;
using Checkout.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Checkout.Api.OpenApi;

/// <summary>The API's description: <c>/openapi/v1.json</c> (OpenAPI 3.1), and <c>/openapi</c>, a page that shows it.</summary>
internal static class ApiDescription
{
    private const string Document = "/openapi/v1.json";
    private const string Page = "openapi";

    // What Swagger UI, all of which this service serves itself, cannot do without.
    private const string ContentSecurityOfPage = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict) // numbers are not strings
        .AddOpenApi("v1", Describe);

    private static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type => type.Type == typeof(Sensitive) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(async (document, context, cancellationToken) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Checkout",
                Version = "v1",
                Description = "Orders are submitted, answered with 202 and a tracking number, and polled to their end. Every path is also served under "
                    + "/api/v1/c2a. Fields have a name and, where it says so, a short alias; unknown fields are ignored. "
                    + "Every answer has X-Correlation-Id and traceparent, and those to a tenant RateLimit and RateLimit-Policy.",
            };
            AddSecurity(document);
            document.Tags = new HashSet<OpenApiTag>
            {
                new() { Name = "Offers", Description = "What a customer may buy." },
                new() { Name = "Checkouts", Description = "Orders on their way." },
                new() { Name = "Payment methods", Description = "What customers keep for later payments." },
                new() { Name = "Webhooks", Description = "Where a tenant hears of its orders." },
                new() { Name = "Operators", Description = "Not for merchants: needs the scope operate." },
            };
            document.AddComponent("ProblemDetails", await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken));
        });
        options.AddOperationTransformer<OperationDescription>();
        options.AddSchemaTransformer<FieldDescription>();
    }

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.UseWhen(context => context.Request.Path.StartsWithSegments($"/{Page}", StringComparison.Ordinal), branch =>
        {
            branch.Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = ContentSecurityOfPage;
                return next(context);
            });
            branch.UseSwaggerUI(page =>
            {
                page.RoutePrefix = Page;
                page.DocumentTitle = "Checkout API";
                page.SwaggerEndpoint(Document, "Checkout v1");
            });
        });
    }

    private static void AddSecurity(OpenApiDocument document)
    {
        Add(TenantAuthentication.TenantHeader, "The tenant's ID.");
        Add(TenantAuthentication.KeyHeader, "One of the tenant's API keys; a key has scopes.");

        void Add(string header, string description) => document.AddComponent<IOpenApiSecurityScheme>(header, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = header, Description = description,
        });
    }
}
