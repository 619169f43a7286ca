using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.ServiceDefaults;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.StoredMethods;

/// <summary>Stored methods as checkout-api reads and changes them, through Dapr service invocation. The PSP's token stays here.</summary>
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
        var methods = app.MapGroup("/stored-methods/{tenantId}");
        methods.MapGet("/", FindByUrnAsync);
        methods.MapGet("/{customerUrn}", ListAsync);
        methods.MapPost("/{customerUrn}", AddAsync);
        methods.MapGet("/{customerUrn}/{urn}", FindAsync);
        methods.MapDelete("/{customerUrn}/{urn}", RemoveAsync);
        methods.MapPut("/{customerUrn}/{urn}/state", SetStateAsync);
    }

    private static async Task<Results<Ok<IEnumerable<StoredMethod>>, NotFound>> ListAsync(
        string tenantId, string customerUrn, CustomerMethods methods, CancellationToken cancellationToken) =>
        await methods.ListAsync(tenantId, customerUrn, cancellationToken) is { } kept
            ? TypedResults.Ok(kept.Select(method => method.Method))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<StoredMethod>, NotFound>> FindAsync(
        string tenantId, string customerUrn, string urn, CustomerMethods methods, CancellationToken cancellationToken) =>
        Found(await methods.FindAsync(tenantId, customerUrn, urn, cancellationToken));

    private static async Task<Results<Ok<StoredMethod>, NotFound>> FindByUrnAsync(
        string tenantId, string urn, CustomerMethods methods, CancellationToken cancellationToken) =>
        Found(await methods.FindAsync(tenantId, urn, cancellationToken));

    private static async Task<Results<Ok<StoredMethod>, ValidationProblem, NotFound, UnprocessableEntity<StoredMethodRefusal>>> AddAsync(
        string tenantId,
        string customerUrn,
        CardData card,
        IValidator<CardData> validator,
        PaymentProviders providers,
        CustomerMethods methods,
        CancellationToken cancellationToken)
    {
        var validation = await validator.ValidateAsync(card, cancellationToken);
        if (!validation.IsValid)
        {
            return TypedResults.ValidationProblem(validation.ToDictionary());
        }

        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(customerUrn) || providers.Find(identifier: null) is not { } provider)
        {
            return TypedResults.NotFound();
        }

        var answer = await provider.KeepAsync(card, cancellationToken);
        if (answer.Token is not { } token)
        {
            var reason = answer.ReasonCode ?? ReasonCodes.ProviderError;
            return TypedResults.UnprocessableEntity(new StoredMethodRefusal(reason, ReasonCodes.Describe(reason)));
        }

        var kept = await methods.AddAsync(tenantId, customerUrn, MaskedCard.Of(card), provider.Identifier, token, cancellationToken);
        return TypedResults.Ok(kept.Method);
    }

    private static async Task<Results<NoContent, NotFound>> RemoveAsync(
        string tenantId, string customerUrn, string urn, CustomerMethods methods, CancellationToken cancellationToken) =>
        await methods.RemoveAsync(tenantId, customerUrn, urn, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<StoredMethod>, NotFound, BadRequest>> SetStateAsync(
        string tenantId,
        string customerUrn,
        string urn,
        StoredMethodState wanted,
        CustomerMethods methods,
        CancellationToken cancellationToken)
    {
        if (wanted.State is not (StoredMethod.Active or StoredMethod.Inactive))
        {
            return TypedResults.BadRequest();
        }

        return await methods.SetStateAsync(tenantId, customerUrn, urn, wanted.State, cancellationToken) is { } kept
            ? TypedResults.Ok(kept.Method)
            : TypedResults.NotFound();
    }

    private static Results<Ok<StoredMethod>, NotFound> Found(KeptMethod? kept) =>
        kept is null ? TypedResults.NotFound() : TypedResults.Ok(kept.Method);
}
