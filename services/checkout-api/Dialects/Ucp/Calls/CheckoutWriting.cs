using Checkout.Api.Checkouts;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Ucp.Calls;

/// <summary>Create, update and cancel.</summary>
internal sealed class CheckoutWriting(
    SessionBook book,
    SessionReader sessions,
    CatalogueBook catalogues,
    CheckoutView view,
    IOptions<CheckoutOptions> options,
    TimeProvider time)
{
    private static readonly CheckoutBodyValidator Validator = new();

    /// <summary>201 with the checkout; 200 with messages when nothing of what is wanted can be had.</summary>
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var (body, problem) = await BodyReader.ReadAsync(context, Validator);
        if (body is null)
        {
            return problem!;
        }

        var cancel = context.RequestAborted;
        var tenant = context.GetTenant();
        var content = new CheckoutContent(body, await catalogues.OfAsync(tenant.Id, cancel), time.GetUtcNow());
        var session = content.ApplyTo(book.New(tenant.Id, currency: "EUR"));
        if (session.Lines.Count == 0 && body.LineItems!.Count > 0)
        {
            var messages = UcpMemory.Of(session).Messages.Where(message => message.IsError);
            return UcpAnswer.Failure(UcpProtocol.Checkout, [.. messages.Select(message => message with { Severity = "unrecoverable" })]);
        }

        await book.AddAsync(session, cancel);
        var standing = SessionStanding.Of(session, attempt: null, time.GetUtcNow());
        context.Response.Headers.ETag = UcpAnswer.TagOf(standing);
        context.Response.Headers.Location =
            $"{MerchantApi.RootUrl(context, options.Value.PublicUrl)}{CheckoutEndpoints.Path}/{session.Id}";
        return Results.Json(await view.OfAsync(context, standing), UcpProtocol.Json, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Replaces the content of a checkout that is open.</summary>
    public async Task<IResult> UpdateAsync(string id, HttpContext context)
    {
        var (body, problem) = await BodyReader.ReadAsync(context, Validator);
        if (body is null)
        {
            return problem!;
        }

        var content = new CheckoutContent(body, await catalogues.OfAsync(context.GetTenant().Id, context.RequestAborted), time.GetUtcNow());
        return await ChangeAsync(id, context, content.ApplyTo);
    }

    /// <summary>Gives a checkout up that is open.</summary>
    public Task<IResult> CancelAsync(string id, HttpContext context) =>
        ChangeAsync(id, context, session => session with { CancelledAt = time.GetUtcNow() });

    private async Task<IResult> ChangeAsync(string id, HttpContext context, Func<CheckoutSession, CheckoutSession> change)
    {
        var cancel = context.RequestAborted;
        if (await sessions.FindAsync(context.GetTenant().Id, id, cancel) is not { } standing)
        {
            return UcpAnswer.NoCheckout();
        }

        if (!standing.CanBeChanged())
        {
            return UcpAnswer.NotOpen(standing);
        }

        if (context.Request.Headers.IfMatch is [{ } tag] && tag is not "*" && !string.Equals(tag, UcpAnswer.TagOf(standing), StringComparison.Ordinal))
        {
            return UcpProblem.Of(
                StatusCodes.Status412PreconditionFailed, "concurrent_update", "The checkout is not the one that If-Match names any more.");
        }

        return await book.TryChangeAsync(standing.Session, change, cancel) is { } changed
            ? await view.CheckoutAsync(context, await sessions.StandingAsync(changed, cancel))
            : UcpAnswer.Changed();
    }
}
