using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Ucp.Calls;

/// <summary>What stands for a card in one checkout, for a while.</summary>
/// <param name="Token">The token.</param>
/// <param name="Expiry">From then on it pays nothing, UTC.</param>
internal sealed record UcpToken(string Token, DateTimeOffset Expiry);

/// <summary>Puts a card into the vault for one checkout, as the protocol's tokenization API has it. Nobody gets a card back.</summary>
internal sealed class Tokenization(SessionReader sessions, DelegatedPaymentBook book, TimeProvider time)
{
    private static readonly TokenizeBodyValidator Validator = new();
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public async Task<IResult> TokenizeAsync(HttpContext context)
    {
        var (body, problem) = await BodyReader.ReadAsync(context, Validator);
        if (body is null)
        {
            return problem!;
        }

        var cancel = context.RequestAborted;
        var tenantId = context.GetTenant().Id;
        if (await sessions.FindAsync(tenantId, body.Binding!.CheckoutId!, cancel) is not { Session: var session } standing)
        {
            return UcpProblem.Invalid("$.binding.checkout_id: There is no such checkout.");
        }

        if (!standing.CanBeChanged())
        {
            return UcpAnswer.NotOpen(standing);
        }

        var (card, wrong) = FreshCard.Read(body.Credential!, session.Buyer?.FullName, "$.credential", time);
        if (card is null)
        {
            return UcpProblem.Invalid(string.Join(' ', wrong.Select(message => $"{message.Path}: {message.Content}")));
        }

        // It pays this checkout whatever is changed in it until then; the platform completes what it has shown.
        var allowance = new Allowance(session.Id, long.MaxValue, session.Currency, time.GetUtcNow() + Lifetime);
        var kept = await book.AddAsync(tenantId, card.ToCardData(), allowance, cancel);
        return Results.Json(new UcpToken(kept.Token, kept.Allowance.ExpiresAt), UcpProtocol.Json);
    }
}
