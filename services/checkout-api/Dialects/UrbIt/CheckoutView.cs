using System.Globalization;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>Shows a session, whichever dialect made it, as urb-it's checkout.</summary>
internal static class CheckoutView
{
    private const int CodeLength = 6;
    private const int ControlDigits = 3;
    private const int LinesPerOrder = 100;
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    /// <summary>The vendor's four words. READY is its "Customer has entered payment details".</summary>
    public static string StatusOf(SessionStage stage) => stage switch
    {
        SessionStage.Incomplete or SessionStage.Ready => "CREATED",
        SessionStage.Processing or SessionStage.ChallengeRequired => "READY",
        SessionStage.Completed => "COMPLETE",
        _ => "FAILED",
    };

    public static CheckoutDocument Of(SessionStanding standing)
    {
        var session = standing.Session;
        var memory = UrbItMemory.Of(session);
        var isComplete = standing.Stage is SessionStage.Completed;
        var number = memory?.OrderNumber ?? 0;
        return new CheckoutDocument(
            session.TenantId,
            session.ReferenceId ?? session.Id,
            StatusOf(standing.Stage),
            memory?.Gift ?? false,
            ConsumerOf(session.Buyer),
            DeliveryOf(session, memory),
            memory?.UrberMessage,
            isComplete ? session.Id[^CodeLength..] : null,
            memory?.DeliveryType ?? CreateCheckoutValidator.DeliveryTypes[0],
            ExpectedAt(standing, memory),
            number,
            standing.Totals.Total,
            standing.Totals.Total - standing.Totals.Tax,
            session.LatestAttempt is { } attempt ? new PaymentMethodInfo("card", attempt.CardEnding?[^ControlDigits..]) : null,
            [.. LinesOf(session, number)]);
    }

    private static ConsumerDocument ConsumerOf(Buyer? buyer) =>
        new(buyer?.FirstName ?? string.Empty, buyer?.LastName ?? string.Empty, buyer?.Email ?? string.Empty, buyer?.PhoneNumber ?? string.Empty);

    private static DeliveryDocument DeliveryOf(CheckoutSession session, UrbItMemory? memory)
    {
        var to = session.DeliveryAddress;
        return new DeliveryDocument(
            memory?.ReceiverFirstName ?? to?.Name ?? session.Buyer?.FirstName ?? string.Empty,
            memory?.ReceiverLastName ?? (to?.Name is null ? session.Buyer?.LastName : null) ?? string.Empty,
            to?.PhoneNumber ?? session.Buyer?.PhoneNumber ?? string.Empty,
            to?.LineOne ?? string.Empty,
            to?.PostalCode ?? string.Empty,
            to?.City ?? string.Empty,
            memory?.LocationType ?? CreateCheckoutValidator.LocationTypes[1]);
    }

    // One hour counts from the payment.
    private static string? ExpectedAt(SessionStanding standing, UrbItMemory? memory)
    {
        var expected = memory?.DeliveryExpectedAt
            ?? (standing.Stage is SessionStage.Completed ? standing.Attempt?.Progress.ChangedAt + OneHour : null);
        return expected?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<CheckoutItemDocument> LinesOf(CheckoutSession session, int orderNumber)
    {
        var lines = session.Lines.Select(line => (
            line.Name,
            Reference: line.Kind is SessionLineKind.Item ? line.ItemIdentifier : string.Empty,
            line.Gross,
            line.TaxBasisPoints,
            Type: TypeOf(line.Kind)));
        if (session.ChosenFulfilment is { } chosen)
        {
            lines = lines.Append((chosen.Title, string.Empty, chosen.Price, chosen.TaxBasisPoints, TypeOf(SessionLineKind.DeliveryFee)));
        }

        return lines.Select((line, index) => new CheckoutItemDocument(
            (orderNumber * LinesPerOrder) + index + 1, line.Name, line.Reference, line.Gross, line.TaxBasisPoints, line.Type));
    }

    private static string TypeOf(SessionLineKind kind) => CreateCheckoutValidator.ItemTypes[kind switch
    {
        SessionLineKind.DeliveryFee or SessionLineKind.Fee => 1,
        SessionLineKind.Voucher => 2,
        _ => 0,
    }];
}
