using Checkout.Payments.Providers;
using Dapr.Workflow;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.Notifications;

/// <summary>
/// <c>POST /notifications/{provider}</c>: what a PSP tells us, at least once and in any order. It is acknowledged (202) once it is written
/// down; a message that the PSP has not signed is refused (401).
/// </summary>
internal static class NotificationEndpoint
{
    // Adyen batches some items, Stripe and PayPal send whole objects.
    private const int LargestMessage = 1_000_000;

    public static void AddNotifications(this WebApplicationBuilder builder) => builder.Services.AddSingleton(services =>
        ActivatorUtilities.CreateInstance<NotificationInbox>(services, services.GetRequiredService<DaprWorkflowClient>()));

    public static void MapNotifications(this WebApplication app) =>
        app.MapPost("/notifications/{provider}", TakeAsync).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestMessage));

    private static async Task<Results<Accepted, UnauthorizedHttpResult, NotFound>> TakeAsync(
        string provider, HttpRequest request, PaymentProviders providers, NotificationInbox inbox, CancellationToken cancellationToken)
    {
        if (providers.Find(provider) is not { } sender)
        {
            return TypedResults.NotFound();
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var message = new NotificationMessage(request.Headers, body.ToArray());
        if (await sender.TakeNotificationAsync(message, cancellationToken) is not { } events)
        {
            return TypedResults.Unauthorized();
        }

        await inbox.TakeAsync(sender.Identifier, events, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }
}
