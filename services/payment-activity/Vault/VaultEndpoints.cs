using Checkout.Contracts.Payments;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.Vault;

/// <summary>
/// <c>POST /vault/cards</c> (with <c>?holdSeconds=</c> for a card that is to wait for its payment) and <c>POST /vault/payers</c>, which
/// checkout-api reaches through Dapr service invocation.
/// </summary>
internal static class VaultEndpoints
{
    public static void AddVault(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection(VaultOptions.Section).Get<VaultOptions>() ?? new());
        builder.Services.AddSingleton<VaultKeys>();
        builder.Services.AddSingleton<VaultAudit>();
        builder.Services.AddSingleton<InstrumentVault>();
        builder.Services.AddSingleton<IValidator<CardData>, CardDataValidator>();
        builder.Services.AddSingleton<IValidator<PayerData>, PayerDataValidator>();
    }

    public static void MapVault(this WebApplication app)
    {
        app.MapPost("/vault/cards", StoreCardAsync);
        app.MapPost("/vault/payers", StorePayerAsync);
    }

    private static async Task<Results<Created<VaultedCard>, ValidationProblem>> StoreCardAsync(
        CardData card, IValidator<CardData> validator, InstrumentVault vault, int? holdSeconds, CancellationToken cancellationToken)
    {
        var validation = await validator.ValidateAsync(card, cancellationToken);
        if (!validation.IsValid)
        {
            return TypedResults.ValidationProblem(validation.ToDictionary());
        }

        var hold = TimeSpan.FromSeconds(holdSeconds ?? 0);
        return TypedResults.Created(
            (string?)null,
            new VaultedCard(await vault.HoldAsync(card, hold, cancellationToken), (int)vault.Granted(hold).TotalSeconds));
    }

    private static async Task<Results<Created<VaultedPayer>, ValidationProblem>> StorePayerAsync(
        PayerData payer, IValidator<PayerData> validator, InstrumentVault vault, CancellationToken cancellationToken)
    {
        var validation = await validator.ValidateAsync(payer, cancellationToken);
        if (!validation.IsValid)
        {
            return TypedResults.ValidationProblem(validation.ToDictionary());
        }

        return TypedResults.Created((string?)null, new VaultedPayer(await vault.StoreAsync(payer, cancellationToken)));
    }
}
