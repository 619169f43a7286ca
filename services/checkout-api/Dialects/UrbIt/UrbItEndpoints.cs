using Checkout.Api.Checkouts;
using Checkout.Api.Requests;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.PaymentPage;
using Checkout.Api.Tenants;
using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>
/// urb-it's checkouts: a merchant creates one, sends the consumer's browser to its <c>checkout_url</c>, gets it back at <c>return_url</c> and
/// asks for the status. The vendor's clients put <c>/api</c> before every path; both are served.
/// </summary>
internal static class UrbItEndpoints
{
    private static readonly string[] Prefixes = ["", "/api"];

    public static IServiceCollection AddUrbIt(this IServiceCollection services) => services
        .AddSingleton<UrbItAuthentication>()
        .AddSingleton<CreateCheckoutValidator>();

    public static void MapUrbIt(this IEndpointRouteBuilder routes)
    {
        foreach (var prefix in Prefixes)
        {
            var api = routes.MapGroup(prefix).ExcludeFromDescription(); // the vendor's own text describes it
            api.MapPost("/v2/checkouts", CreateAsync).RequireTenant(Scope.CheckoutsWrite, UrbItAuthentication.Scheme);
            api.MapGet("/v2/checkouts/reference-id/{referenceId}", GetAsync)
                .RequireTenant(Scope.CheckoutsRead, UrbItAuthentication.Scheme);
            api.MapPost("/checkout/status", PostStatusAsync).RequireTenant(Scope.CheckoutsRead, UrbItAuthentication.Scheme);
        }
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        CreateCheckoutValidator validator,
        SessionBook book,
        SessionReader reader,
        PaymentPageAddress page,
        DaprClient dapr,
        IOptions<CheckoutOptions> options)
    {
        var cancel = context.RequestAborted;
        var (request, problem) = await ReadAsync<CreateCheckoutRequest>(context);
        if (request is null)
        {
            return problem!;
        }

        if (request.ErrorsBy(validator) is { Count: > 0 } errors)
        {
            return UrbItProblem.OfFields(errors);
        }

        CurrencyNumbers.TryGetLetters(request.Value!.Currency, out var currency);
        var tenantId = context.GetTenant().Id;
        var number = await NextNumberAsync(dapr, tenantId, cancel);
        var session = NewCheckout.Fill(book.New(tenantId, currency!), request.Value, number);
        if (session.ReferenceId is { } reference)
        {
            var holder = await book.ClaimReferenceAsync(tenantId, reference, session.Id, hold: null, cancel);
            if (await book.FindAsync(tenantId, holder, cancel) is { } kept)
            {
                // The answer to the first may have been lost.
                return NewCheckout.IsSame(kept, session)
                    ? await CreatedAsync(context, await reader.StandingAsync(kept, cancel), page, options.Value, StatusCodes.Status200OK)
                    : UrbItProblem.Of(StatusCodes.Status409Conflict, "retailer_reference_id belongs to another checkout.");
            }

            session = session with { Id = holder };
        }

        await book.AddAsync(session, cancel);
        return await CreatedAsync(context, await reader.StandingAsync(session, cancel), page, options.Value, StatusCodes.Status201Created);
    }

    private static async Task<IResult> CreatedAsync(
        HttpContext context, SessionStanding standing, PaymentPageAddress page, CheckoutOptions options, int statusCode)
    {
        var document = CheckoutView.Of(standing);
        var root = MerchantApi.RootUrl(context, options.PublicUrl);
        context.Response.Headers.Location = $"{root}/v2/checkouts/reference-id/{Uri.EscapeDataString(document.RetailerReferenceId)}";
        var url = await page.OfAsync(root, standing.Session, context.RequestAborted);
        return Results.Json(new CreatedCheckoutDocument(document, url), UrbItProblem.Json, statusCode: statusCode);
    }

    private static Task<IResult> GetAsync(string referenceId, HttpContext context, SessionBook book, SessionReader reader) =>
        StatusAsync(referenceId, context, book, reader);

    private static async Task<IResult> PostStatusAsync(HttpContext context, SessionBook book, SessionReader reader)
    {
        var (request, problem) = await ReadAsync<StatusRequest>(context);
        return request is null ? problem!
            : request.Value?.ReferenceId is { Length: > 0 } referenceId ? await StatusAsync(referenceId, context, book, reader)
            : UrbItProblem.Of(StatusCodes.Status400BadRequest, "reference_id: Required.");
    }

    // The merchant's order number; for a checkout without one, and for those of other dialects, the ID or tracking number.
    private static async Task<IResult> StatusAsync(string referenceId, HttpContext context, SessionBook book, SessionReader reader)
    {
        var (tenantId, cancel) = (context.GetTenant().Id, context.RequestAborted);
        var id = await book.FindReferenceAsync(tenantId, referenceId, cancel) ?? referenceId;
        return await reader.FindAsync(tenantId, id, cancel) is { } standing
            ? Results.Json(CheckoutView.Of(standing), UrbItProblem.Json)
            : UrbItProblem.Of(StatusCodes.Status404NotFound, "There is no checkout with this reference.");
    }

    private static async Task<(ReadRequest<T>? Request, IResult? Problem)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        var (request, problem) = await RequestBody.ReadAsync<T>(context);
        return request is not null ? (request, null) : (null, UrbItProblem.Of(
            (problem as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status400BadRequest, "The body is not usable JSON (application/json)."));
    }

    // The vendor's order numbers are small integers.
    private static async Task<int> NextNumberAsync(DaprClient dapr, string tenantId, CancellationToken cancellationToken) =>
        (await dapr.UpdateAsync<Numbers>(
            $"urb-it-numbers-{tenantId}", current => new Numbers((current?.Last ?? 0) + 1), cancellationToken)).Last;

    private sealed record Numbers(int Last);
}
