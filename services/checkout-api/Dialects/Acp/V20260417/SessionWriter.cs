using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>Writes a session as this version wants it.</summary>
internal static class SessionWriter
{
    public static SessionDocument DocumentOf(AcpView view)
    {
        var session = view.Session;
        return new SessionDocument(
            session.Id,
            new ProtocolDocument(Version20260417.VersionName),
            CapabilitiesDocument.Of(view),
            BuyerBody.Of(session),
            StatusOf(view),
            session.Currency.ToLowerInvariant(),
            [.. session.Lines.Where(line => line.Kind is SessionLineKind.Item).Select(LineOf)],
            session.DeliveryAddress is { } address
                ? new FulfillmentDetailsBody(address.Name, address.PhoneNumber, Email: null, AddressBody.Of(address))
                : null,
            [.. session.FulfilmentOptions.Select(option => OptionOf(option, session.UpdatedAt))],
            session.ChosenFulfilment is { } chosen ? [SelectedOf(chosen, session)] : null,
            TotalsWriter.Of(view.Standing.Totals),
            [.. view.Messages.Select(MessageOf)],
            [.. (view.Tenant.Links ?? []).Select(link => new LinkDocument(link.Type, link.Url))],
            view.ChallengeUrl is null ? null : AuthenticationOf(view),
            session.CreatedAt,
            session.UpdatedAt,
            session.ExpiresAt == DateTimeOffset.MaxValue ? null : session.ExpiresAt,
            view.ChallengeUrl ?? view.PageUrl,
            view.Discounts is { } discounts ? DiscountsOf(discounts) : null,
            view.Order is var (id, url) ? OrderWriter.Of(session, id, url) : null);
    }

    private static string StatusOf(AcpView view) => view.Standing.Stage switch
    {
        _ when view.IsReady => "ready_for_payment",
        SessionStage.Incomplete when view.Standing.Gaps.Contains(SessionGap.Items) => "incomplete",
        SessionStage.Incomplete or SessionStage.Ready or SessionStage.Declined => "not_ready_for_payment",
        SessionStage.Processing => "complete_in_progress",
        SessionStage.ChallengeRequired => "authentication_required",
        SessionStage.Completed => "completed",
        SessionStage.Expired => "expired",
        _ => "canceled",
    };

    // A price for one without tax that does not divide is left out: the line's own totals are exact.
    private static LineItemDocument LineOf(SessionLine line) => new(
        line.Id,
        new ItemDocument(line.ItemIdentifier),
        line.Quantity,
        line.Name,
        line.NetBeforeDiscount % line.Quantity == 0 ? line.NetBeforeDiscount / line.Quantity : null,
        line.ParentItemIdentifier,
        TotalsWriter.Of(line));

    private static FulfillmentOptionDocument OptionOf(FulfilmentOption option, DateTimeOffset from)
    {
        var isDigital = option.Kind is FulfilmentKind.Digital;
        return new FulfillmentOptionDocument(
            TypeOf(option),
            option.Id,
            option.Title,
            option.Subtitle,
            isDigital ? null : option.Carrier,
            isDigital || option.EarliestDays is not { } earliest ? null : from.AddDays(earliest),
            isDigital || option.LatestDays is not { } latest ? null : from.AddDays(latest),
            TotalsWriter.Of(option));
    }

    // Of what the buyer fetches the protocol wants to know a place that nobody has told us; it is shown as what needs an address.
    private static string TypeOf(FulfilmentOption option) => option.Kind is FulfilmentKind.Digital ? "digital" : "shipping";

    private static SelectedOptionBody SelectedOf(FulfilmentOption chosen, CheckoutSession session) => new(
        TypeOf(chosen),
        chosen.Id,
        [
            .. session.Lines.Where(line => line.Kind is SessionLineKind.Item)
                .Select(line => line.ItemIdentifier).Distinct(StringComparer.Ordinal),
        ]);

    private static MessageDocument MessageOf(AcpMessage message) => message.Kind switch
    {
        AcpMessageKind.Error => new MessageDocument("error", message.Code, message.Resolution, message.Param, "plain", message.Content),
        AcpMessageKind.Warning => new MessageDocument("warning", message.Code, message.Resolution, message.Param, "plain", message.Content),
        _ => new MessageDocument("info", Code: null, message.Resolution, message.Param, "plain", message.Content),
    };

    private static AuthenticationMetadataDocument AuthenticationOf(AcpView view) => new(
        new AcquirerDocument(
            view.Acquirer.Bin,
            view.Acquirer.Country,
            view.Acquirer.MerchantId ?? Cut(view.Tenant.Id, 35),
            Cut(view.Tenant.Name, 40)),
        view.Notes.DirectoryServer ?? "visa",
        new FlowPreferenceDocument("challenge"),
        view.ChallengeUrl,
        view.Standing.Challenge?.Deadline);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static DiscountsDocument DiscountsOf(AcpDiscounts discounts) => new(
        discounts.Codes,
        [.. discounts.Applied.Select(code => new AppliedDiscountDocument(
            $"discount_{code.Promotion.PromotionCode}",
            code.Promotion.PromotionCode,
            new CouponDocument(
                code.Promotion.PromotionCode, code.Promotion.PromotionCode, code.Promotion.DiscountBasisPoints / 100m),
            code.Amount,
            Automatic: false))],
        [.. discounts.Rejected.Select(code => new RejectedDiscountDocument(code.Code, code.Reason, code.Message))]);
}
