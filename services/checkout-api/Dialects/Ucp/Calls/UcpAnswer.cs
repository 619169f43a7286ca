using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp.Calls;

/// <summary>Answers that several calls give.</summary>
internal static class UcpAnswer
{
    private const string NotFound = "not_found";

    /// <summary>The checkout as it stands, with its tag.</summary>
    public static async Task<IResult> CheckoutAsync(
        this CheckoutView view, HttpContext context, SessionStanding standing, params IReadOnlyList<UcpMessage> messages)
    {
        context.Response.Headers.ETag = TagOf(standing);
        return Results.Json(await view.OfAsync(context, standing, messages), UcpProtocol.Json);
    }

    /// <summary>Strong tag of where a checkout stands.</summary>
    public static string TagOf(SessionStanding standing) => $"\"{standing.Tag}\"";

    /// <summary>The protocol answers 200 also when there is nothing to answer.</summary>
    public static IResult NoCheckout() =>
        Failure(UcpProtocol.Checkout, UcpMessage.Unrecoverable(NotFound, "Checkout session not found."));

    public static IResult NoOrder() => Failure(UcpProtocol.Order, UcpMessage.Unrecoverable(NotFound, "Order not found."));

    /// <summary>An answer in place of what was asked for.</summary>
    public static IResult Failure(string capability, params IReadOnlyList<UcpMessage> messages) =>
        Results.Json(new UcpErrorResponse(UcpEnvelope.OfError(capability), messages), UcpProtocol.Json);

    /// <summary>What cannot be changed any more, or not now.</summary>
    public static IResult NotOpen(SessionStanding standing) => UcpProblem.Conflict("not_modifiable", standing.Stage switch
    {
        SessionStage.Completed => "The checkout is completed.",
        SessionStage.Processing or SessionStage.ChallengeRequired => "The checkout is being completed.",
        _ => "The checkout is canceled.",
    });

    /// <summary>Somebody else was faster.</summary>
    public static IResult Changed() =>
        UcpProblem.Conflict("concurrent_update", "The checkout was changed in the meantime. Please get it again.");

    /// <summary>Whether the session is one that can be changed at all; orders submitted whole are read only.</summary>
    public static bool CanBeChanged(this SessionStanding standing) => standing.IsOpen && CheckoutSession.IsId(standing.Session.Id);
}
