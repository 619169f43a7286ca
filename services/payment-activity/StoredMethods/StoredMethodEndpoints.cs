using Checkout.Contracts.Payments;
using Checkout.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.StoredMethods;

/// <summary>Stored methods as checkout-api reads them, through Dapr service invocation. The PSP's token stays here.</summary>
internal static class StoredMethodEndpoints
{
    public static void AddStoredMethods(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(
            builder.Configuration.GetSection(StoredMethodSeedOptions.Section).Get<StoredMethodSeedOptions>() ?? new());
        builder.Services.AddSingleton<CustomerMethods>();
        builder.Services.AddSingleton<StoredMethodSeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoredMethodSeed>());
        builder.Services.AddHealthChecks().AddCheck<StoredMethodSeed>("stored-methods", tags: [ServiceDefaultsExtensions.ReadyTag]);
    }

    public static void MapStoredMethods(this WebApplication app)
    {
        app.MapGet("/stored-methods/{tenantId}/{customerUrn}", ListAsync);
        app.MapGet("/stored-methods/{tenantId}/{customerUrn}/{urn}", FindAsync);
    }

    private static async Task<Ok<IEnumerable<StoredMethod>>> ListAsync(
        string tenantId, string customerUrn, CustomerMethods methods, CancellationToken cancellationToken)
    {
        var kept = await methods.ListAsync(tenantId, customerUrn, cancellationToken);
        return TypedResults.Ok(kept.Select(method => method.Method));
    }

    private static async Task<Results<Ok<StoredMethod>, NotFound>> FindAsync(
        string tenantId, string customerUrn, string urn, CustomerMethods methods, CancellationToken cancellationToken) =>
        await methods.FindAsync(tenantId, customerUrn, urn, cancellationToken) is { } kept
            ? TypedResults.Ok(kept.Method)
            : TypedResults.NotFound();
}
