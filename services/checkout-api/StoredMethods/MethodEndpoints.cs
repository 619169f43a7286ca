using Checkout.Api.Checkouts;
using Checkout.Api.OpenApi;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Api.StoredMethods;

/// <summary>
/// <c>…/customer/payment/methods/</c>: <c>list</c>, <c>info</c>, <c>add</c>, <c>delete</c>, <c>activate</c>, <c>inactivate</c>. A method of
/// another customer or tenant is answered like one that does not exist.
/// </summary>
internal static class MethodEndpoints
{
    private const string Tag = "Payment methods";
    private const int MaxBodyBytes = 16 * 1024;
    private const string RetryAfterSeconds = "5";

    public static IServiceCollection AddStoredMethods(this IServiceCollection services) => services
        .AddSingleton<MethodStore>()
        .AddSingleton<AddMethodRequestValidator>();

    public static void MapStoredMethods(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/list", ListAsync)
            .Describe("listPaymentMethods", Tag, "Lists a customer's stored payment methods.")
            .TakesQuery("c", "The customer's URN.")
            .Produces<MethodsResult>()
            .ProducesValidationProblem()
            .Produces<MethodsResult>(StatusCodes.Status404NotFound)
            .RequireTenant(Scope.CheckoutsRead);
        routes.MapGet("/info", InfoAsync)
            .Describe("getPaymentMethod", Tag, "Tells about one stored payment method.")
            .NamesMethod()
            .RequireTenant(Scope.CheckoutsRead);
        routes.MapPost("/add", AddAsync)
            .Describe("addPaymentMethod", Tag, "Has a card checked by its issuer and stores it.", "The card is kept by the PSP.")
            .Takes<AddMethodRequest>()
            .Produces<MethodsResult>()
            .ProducesValidationProblem()
            .Produces<MethodsResult>(StatusCodes.Status409Conflict)
            .RequireTenant(Scope.MethodsWrite)
            .WithMetadata(new BodyLimit(MaxBodyBytes));
        MapChange(
            routes.MapDelete, "/delete", (store, tenant, method, ct) => store.RemoveAsync(tenant, method, ct))
            .Describe("deletePaymentMethod", Tag, "Forgets a stored payment method.");
        MapChange(
            routes.MapPost, "/activate", (store, tenant, method, ct) => store.SetStateAsync(tenant, method, StoredMethod.Active, ct))
            .Describe("activatePaymentMethod", Tag, "Lets a stored payment method pay again.");
        MapChange(
            routes.MapPost, "/inactivate", (store, tenant, method, ct) => store.SetStateAsync(tenant, method, StoredMethod.Inactive, ct))
            .Describe("inactivatePaymentMethod", Tag, "Keeps a stored payment method from paying.");
    }

    private static RouteHandlerBuilder MapChange(
        Func<string, Delegate, RouteHandlerBuilder> map,
        string path,
        Func<MethodStore, string, StoredMethod, CancellationToken, Task<bool>> change) =>
        map(path, (HttpContext context, MethodStore store) => ChangeAsync(context, store, change))
            .NamesMethod()
            .RequireTenant(Scope.MethodsWrite)
            .WithMetadata(new BodyLimit(MaxBodyBytes));

    private static RouteHandlerBuilder NamesMethod(this RouteHandlerBuilder endpoint) => endpoint
        .TakesQuery("p", "The method's URN. A call that changes it may have it in a JSON body instead: paymentMethodUrn.")
        .TakesQuery("c", "The customer's URN; when given, it has to be the right one.")
        .Produces<MethodsResult>()
        .ProducesValidationProblem()
        .Produces<MethodsResult>(StatusCodes.Status404NotFound);

    private static async Task<IResult> ListAsync(HttpContext context, MethodStore store)
    {
        var customer = MethodRequest.CustomerOf(context.Request.Query);
        if (!Identifier.IsValid(customer))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["c"] = [$"Required; {Identifier.Rule}."] });
        }

        return await store.ListAsync(context.GetTenant().Id, customer, context.RequestAborted) is { } methods
            ? TypedResults.Ok(new MethodsResult(new MessageStatus(MessageCode.Success), methods))
            : TypedResults.NotFound(MethodsResult.Refused(MessageCode.CustomerNotFound));
    }

    private static async Task<IResult> InfoAsync(HttpContext context, MethodStore store)
    {
        var (asked, problem) = MethodRequest.Of(context.Request.Query);
        return asked is null ? problem! : await FindAsync(context, store, asked) is { } method ? TypedResults.Ok(MethodsResult.Success(method)) : NotFound();
    }

    private static async Task<IResult> AddAsync(HttpContext context, MethodStore store, AddMethodRequestValidator validator)
    {
        var (request, problem) = await RequestBody.ReadValidAsync(context, validator);
        if (request is null)
        {
            return problem!;
        }

        using (request)
        {
            var card = request.Value!.PaymentMethod!.CreditCard!.ToCardData();
            var (method, refusal) = await store.AddAsync(
                context.GetTenant().Id, request.Value.CustomerUrn!, card, context.RequestAborted);
            return refusal is null ? TypedResults.Ok(MethodsResult.Success(method)) : Refused(context, refusal);
        }
    }

    // Words of payment-activity in the vendor's four: the PSP was away, the card is impossible, or its issuer does not want it kept.
    private static IResult Refused(HttpContext context, StoredMethodRefusal refusal)
    {
        if (refusal.ReasonCode is "PSP_TIMEOUT" or "PSP_UNAVAILABLE" or "PROVIDER_ERROR")
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.Json(
                MethodsResult.Refused(MessageCode.PspUnavailable, refusal.Reason), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var code = refusal.ReasonCode is "INVALID_CARD" or "EXPIRED_CARD" or "INCORRECT_CVC" ? MessageCode.InvalidCard : MessageCode.CardDeclined;
        return TypedResults.Conflict(MethodsResult.Refused(code, refusal.Reason));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, MethodStore store, Func<MethodStore, string, StoredMethod, CancellationToken, Task<bool>> change)
    {
        var (asked, problem) = await MethodRequest.ReadAsync(context);
        if (asked is null)
        {
            return problem!;
        }

        return await FindAsync(context, store, asked) is { } method
            && await change(store, context.GetTenant().Id, method, context.RequestAborted)
            ? TypedResults.Ok(MethodsResult.Success())
            : NotFound();
    }

    private static async Task<StoredMethod?> FindAsync(HttpContext context, MethodStore store, MethodRequest asked)
    {
        var method = await store.FindAsync(context.GetTenant().Id, asked.PaymentMethodUrn!, context.RequestAborted);
        return asked.CustomerUrn is null || string.Equals(method?.CustomerUrn, asked.CustomerUrn, StringComparison.Ordinal) ? method : null;
    }

    private static NotFound<MethodsResult> NotFound() => TypedResults.NotFound(MethodsResult.Refused(MessageCode.PaymentMethodNotFound));
}
