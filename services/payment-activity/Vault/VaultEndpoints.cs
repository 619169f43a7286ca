using Checkout.Contracts.Payments;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.Vault;

/// <summary><c>POST /vault/cards</c>, which checkout-api reaches through Dapr service invocation.</summary>
internal static class VaultEndpoints
{
    public static void AddVault(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection(VaultOptions.Section).Get<VaultOptions>() ?? new());
        builder.Services.AddSingleton<VaultKeys>();
        builder.Services.AddSingleton<CardVault>();
        builder.Services.AddSingleton<IValidator<CardData>, CardDataValidator>();
    }

    public static void MapVault(this WebApplication app) => app.MapPost("/vault/cards", StoreAsync);

    private static async Task<Results<Created<VaultedCard>, ValidationProblem>> StoreAsync(
        CardData card, IValidator<CardData> validator, CardVault vault, CancellationToken cancellationToken)
    {
        var validation = await validator.ValidateAsync(card, cancellationToken);
        if (!validation.IsValid)
        {
            return TypedResults.ValidationProblem(validation.ToDictionary());
        }

        return TypedResults.Created((string?)null, new VaultedCard(await vault.StoreAsync(card, cancellationToken)));
    }
}
