using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Addresses;

namespace Checkout.Fulfilment.Webhooks.Endpoints;

/// <summary>What must hold for a webhook before it is stored.</summary>
internal static class WebhookRules
{
    private const int MaxDescription = 200;

    /// <summary>All that is wrong, by JSON path; empty when it may be stored.</summary>
    public static Dictionary<string, string[]> ErrorsOf(WebhookRequest request, WebhookOptions options)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (WebhookUrl.ProblemOf(request.Url, options) is { } problem)
        {
            errors["url"] = [problem];
        }

        if (request.EventTypes is { } types && (types.Count == 0 || types.Any(type => !MerchantEventTypes.All.Contains(type, StringComparer.Ordinal))))
        {
            errors["eventTypes"] = [$"Leave it out for all, or name some of {string.Join(", ", MerchantEventTypes.All)}."];
        }

        if (request.Description?.Length > MaxDescription)
        {
            errors["description"] = [$"At most {MaxDescription} characters."];
        }

        return errors;
    }
}
