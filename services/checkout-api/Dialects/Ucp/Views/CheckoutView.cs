using System.Globalization;
using Checkout.Api.Checkouts;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.PaymentPage;
using Checkout.Api.Tenants;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Ucp.Views;

/// <summary>Writes sessions as checkouts.</summary>
internal sealed class CheckoutView(
    CatalogueBook catalogues,
    PaymentPageAddress pages,
    PaymentHandlers handlers,
    TenantDirectory tenants,
    IOptions<CheckoutOptions> checkout)
{
    /// <summary>The checkout that a session is.</summary>
    /// <param name="context">The request.</param>
    /// <param name="standing">Where the session stands.</param>
    /// <param name="more">Messages about the request.</param>
    public async Task<UcpCheckout> OfAsync(HttpContext context, SessionStanding standing, params IReadOnlyList<UcpMessage> more)
    {
        var session = standing.Session;
        var memory = UcpMemory.Of(session);
        var catalogue = await catalogues.OfAsync(session.TenantId, context.RequestAborted);
        var tenant = await tenants.FindAsync(session.TenantId, context.RequestAborted);
        var page = await PageOfAsync(context, session);
        var status = StatusOf(standing, memory);
        IReadOnlyList<UcpMessage> messages = [.. more, .. MessageView.Of(standing, memory)];
        return new UcpCheckout(
            UcpEnvelope.OfCheckout(handlers.At(MerchantApi.RootUrl(context, checkout.Value.PublicUrl))),
            session.Id,
            status,
            session.Currency,
            [.. Items(session).Select(line => LineOf(line, session))],
            TotalsView.Of(session),
            [.. (tenant?.Links ?? []).Select(LinkOf)])
        {
            Buyer = session.Buyer is { } buyer ? new UcpBuyer(buyer.FirstName, buyer.LastName, buyer.Email, buyer.PhoneNumber) : null,
            Messages = messages.Count > 0 ? messages : null,
            ExpiresAt = session.ExpiresAt == DateTimeOffset.MaxValue ? null : session.ExpiresAt,
            ContinueUrl = status is UcpStatus.Completed or UcpStatus.Canceled ? null : standing.Challenge?.Action.RedirectUrl ?? page,
            Fulfillment = FulfillmentView.Of(session, memory, Carried(session, catalogue)),
            Discounts = DiscountView.Of(session, memory),
            Payment = memory.Instruments.Count > 0 ? new UcpPayment(memory.Instruments) : null,
            Order = standing is { Stage: SessionStage.Completed, Attempt: { } paid } ? new UcpOrderConfirmation(paid.TrackingNumber, page) : null,
            Actions = ActionsOf(standing, memory, page),
        };
    }

    /// <summary>The page where a shopper goes on with a session, and sees at last what became of it.</summary>
    public Task<string> PageOfAsync(HttpContext context, CheckoutSession session) =>
        pages.OfAsync(MerchantApi.RootUrl(context, checkout.Value.PublicUrl), session, context.RequestAborted);

    /// <summary>The protocol's word for where a session stands.</summary>
    public static string StatusOf(SessionStanding standing, UcpMemory memory) => standing.Stage switch
    {
        SessionStage.Incomplete => UcpStatus.Incomplete,
        SessionStage.Ready or SessionStage.Declined => MessageView.HasErrors(memory) ? UcpStatus.Incomplete : UcpStatus.ReadyForComplete,
        SessionStage.Processing => UcpStatus.CompleteInProgress,
        SessionStage.ChallengeRequired => UcpStatus.RequiresEscalation,
        SessionStage.Completed => UcpStatus.Completed,
        _ => UcpStatus.Canceled,
    };

    /// <summary>The lines that are items.</summary>
    public static IEnumerable<SessionLine> Items(CheckoutSession session) => session.Lines.Where(line => line.Kind is SessionLineKind.Item);

    /// <summary>The line that another belongs to.</summary>
    public static string? ParentOf(SessionLine line, CheckoutSession session) => line.ParentItemIdentifier is not { } parent ? null
        : session.Lines.FirstOrDefault(other => string.Equals(other.ItemIdentifier, parent, StringComparison.Ordinal))?.Id;

    /// <summary>The lines that somebody carries to their buyer.</summary>
    public static IReadOnlyList<string> Carried(CheckoutSession session, TenantCatalogue catalogue)
    {
        var carried = catalogue.Items?.Where(item => item.IsCarried).Select(item => item.ItemIdentifier).ToHashSet(StringComparer.Ordinal) ?? [];
        return [.. Items(session).Where(line => carried.Contains(line.ItemIdentifier)).Select(line => line.Id)];
    }

    // The protocol has words of its own for two of a tenant's links.
    private static UcpLink LinkOf(TenantLink link) => new(
        link.Type switch
        {
            "terms_of_use" => "terms_of_service",
            "return_policy" => "refund_policy",
            var type => type,
        },
        link.Url);

    private static UcpLineItem LineOf(SessionLine line, CheckoutSession session) => new(
        line.Id,
        new UcpItem(line.ItemIdentifier, line.Name, line.UnitPrice),
        line.Quantity,
        TotalsView.OfLine(line),
        ParentOf(line, session));

    private static Dictionary<string, IReadOnlyList<UcpAction>>? ActionsOf(SessionStanding standing, UcpMemory memory, string page)
    {
        if (standing is not { Stage: SessionStage.ChallengeRequired, Challenge: { } challenge }
            || memory.Instruments.FirstOrDefault(instrument => instrument.Selected) is not { } instrument)
        {
            return null;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"challenge_{standing.Session.Attempts.Count}_{challenge.Attempt}");
        return new Dictionary<string, IReadOnlyList<UcpAction>>(StringComparer.Ordinal)
        {
            [UcpProtocol.ChallengeAction] = [new UcpAction(id, new UcpActionConfig(instrument.Id, challenge.Action.RedirectUrl ?? page))],
        };
    }
}
