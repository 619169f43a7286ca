using Checkout.Api.OpenApi;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using Checkout.Contracts;
using Checkout.Contracts.Webhooks;
using FluentValidation;

namespace Checkout.Api.Webhooks;

/// <summary>
/// <c>…/webhooks</c>: where the tenant wants to hear of its orders, what became of each message, and the same once more. A webhook of
/// another tenant is answered like one that does not exist.
/// </summary>
internal static class WebhookEndpoints
{
    private const string Tag = "Webhooks";
    private const string All = "/webhooks";
    private const string One = "/webhooks/{webhookId}";
    private const int MaxBodyBytes = 16 * 1024;

    private static readonly string[] LogQuery = ["since", "limit", "state"];

    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookService>()
        .AddSingleton<WebhookRequestValidator>()
        .AddSingleton<WebhookReplayRequestValidator>();

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, Ask<WebhookList>(HttpMethod.Get))
            .Describe("listWebhooks", Tag, "Lists the tenant's webhooks.")
            .Produces<WebhookList>()
            .RequireTenant(Scope.CheckoutsRead);
        routes.MapPost(All, Send<WebhookRequest, WebhookRequestValidator, Webhook>(HttpMethod.Post))
            .Describe("createWebhook", Tag, "Adds a webhook.", "The answer holds its secret, which is never shown again.")
            .Takes<WebhookRequest>()
            .Produces<Webhook>(StatusCodes.Status201Created)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireTenant(Scope.WebhooksWrite)
            .WithMetadata(new BodyLimit(MaxBodyBytes));
        MapOne(routes);
        MapDeliveries(routes);
    }

    private static void MapOne(IEndpointRouteBuilder routes)
    {
        routes.MapGet(One, Ask<Webhook>(HttpMethod.Get))
            .Describe("getWebhook", Tag, "Shows a webhook.")
            .AnswersOne<Webhook>(Scope.CheckoutsRead);
        routes.MapPut(One, Send<WebhookRequest, WebhookRequestValidator, Webhook>(HttpMethod.Put))
            .Describe("replaceWebhook", Tag, "Changes a webhook.", "Messages that are on their way go to the new URL.")
            .Takes<WebhookRequest>()
            .AnswersOne<Webhook>(Scope.WebhooksWrite)
            .WithMetadata(new BodyLimit(MaxBodyBytes));
        routes.MapDelete(One, Ask<Webhook>(HttpMethod.Delete))
            .Describe("deleteWebhook", Tag, "Forgets a webhook; nothing more is sent to it.")
            .Produces(StatusCodes.Status204NoContent)
            .RequireTenant(Scope.WebhooksWrite);
        routes.MapPost($"{One}/secret", Ask<Webhook>(HttpMethod.Post, "/secret"))
            .Describe("rotateWebhookSecret", Tag, "Gives a webhook a new secret.", "For a day messages are signed with the secret before, too.")
            .AnswersOne<Webhook>(Scope.WebhooksWrite);
        routes.MapPost($"{One}/enable", Ask<Webhook>(HttpMethod.Post, "/enable"))
            .Describe("enableWebhook", Tag, "Sends to a webhook again that was disabled by a 410.", "A replay brings what it missed.")
            .AnswersOne<Webhook>(Scope.WebhooksWrite);
    }

    private static void MapDeliveries(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{One}/deliveries", (HttpContext context, WebhookService service) =>
                AskAsync<WebhookDeliveryPage>(context, service, HttpMethod.Get, $"/deliveries{LogQueryOf(context.Request.Query)}"))
            .Describe("listWebhookDeliveries", Tag, "Shows what became of each event, oldest first.", "nextSince goes into the next request.")
            .TakesQuery("since", "RFC 3339 time from which on events are shown; left out for all that are kept.")
            .TakesQuery("limit", "How many at most, 1 to 100; 50 when left out.")
            .TakesQuery("state", "Pending, Delivered, DeadLetter or Cancelled; left out for all.")
            .AnswersOne<WebhookDeliveryPage>(Scope.CheckoutsRead);
        routes.MapPost($"{One}/replay", Send<WebhookReplayRequest, WebhookReplayRequestValidator, WebhookReplay>(HttpMethod.Post, "/replay"))
            .Describe("replayWebhook", Tag, "Delivers an event again, or all in a range of time.", "A long range goes on from nextFrom.")
            .Takes<WebhookReplayRequest>()
            .AnswersOne<WebhookReplay>(Scope.WebhooksWrite, StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithMetadata(new BodyLimit(MaxBodyBytes));
    }

    private static RouteHandlerBuilder AnswersOne<T>(this RouteHandlerBuilder endpoint, string scope, int status = StatusCodes.Status200OK) => endpoint
        .Produces<T>(status)
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .RequireTenant(scope);

    private static Func<HttpContext, WebhookService, Task<IResult>> Ask<T>(HttpMethod method, string path = "") =>
        (context, service) => AskAsync<T>(context, service, method, path);

    private static Func<HttpContext, WebhookService, TRules, Task<IResult>> Send<TRequest, TRules, TAnswer>(HttpMethod method, string path = "")
        where TRequest : class
        where TRules : IValidator<TRequest> => async (context, service, rules) =>
        {
            var (request, problem) = await RequestBody.ReadValidAsync(context, rules);
            if (request is null)
            {
                return problem!;
            }

            using (request)
            {
                return await AskAsync<TAnswer>(context, service, method, path, request.Value);
            }
        };

    private static Task<IResult> AskAsync<T>(HttpContext context, WebhookService service, HttpMethod method, string path, object? body = null)
    {
        var webhook = context.Request.RouteValues["webhookId"] as string;
        if (webhook is not null && !Identifier.IsValid(webhook))
        {
            return Task.FromResult(Results.Problem(statusCode: StatusCodes.Status404NotFound));
        }

        var below = webhook is null ? path : $"/{webhook}{path}";
        return service.SendAsync<T>(method, context.GetTenant().Id, below, body, context.RequestAborted);
    }

    private static QueryString LogQueryOf(IQueryCollection query) => QueryString.Create(
        LogQuery
            .Select(name => KeyValuePair.Create<string, string?>(name, query[name]))
            .Where(item => !string.IsNullOrEmpty(item.Value)));
}
