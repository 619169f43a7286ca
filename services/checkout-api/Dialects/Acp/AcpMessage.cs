using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp;

/// <summary>Something to tell an agent about a session.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">ACP's word for an error or a warning, of the latest version.</param>
/// <param name="Content">For people, plain text.</param>
/// <param name="Param">What it is about, JSONPath.</param>
/// <param name="Resolution">Who can mend it.</param>
internal sealed record AcpMessage(AcpMessageKind Kind, string? Code, string Content, string? Param = null, string? Resolution = null);

/// <summary>What a message is.</summary>
internal enum AcpMessageKind
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>It can be paid all the same.</summary>
    Warning,

    /// <summary>Something has to happen first.</summary>
    Error,
}

/// <summary>All that is to be told of a session.</summary>
internal static class AcpMessages
{
    private const string Agent = "recoverable";
    private const string Shopper = "requires_buyer_input";

    /// <param name="standing">The session.</param>
    /// <param name="notes">What was wrong with the agent's wishes.</param>
    /// <param name="names">How the version calls things.</param>
    /// <param name="discounts">What became of promotion codes.</param>
    /// <param name="challengeUrl">Where the shopper passes a challenge; null without one.</param>
    public static IReadOnlyList<AcpMessage> Of(
        SessionStanding standing, AcpNotes notes, AcpNames names, AcpDiscounts? discounts, string? challengeUrl)
    {
        var messages = new List<AcpMessage>();
        foreach (var note in notes.Items)
        {
            messages.Add(new AcpMessage(
                note.Code is null ? AcpMessageKind.Info : AcpMessageKind.Error,
                note.Code,
                note.Content,
                $"{names.Items}[{note.Index}]",
                Agent));
        }

        messages.AddRange((discounts?.Rejected ?? []).Select(code =>
            new AcpMessage(AcpMessageKind.Warning, code.Reason, code.Message, $"$.discounts.codes[{code.Index}]", Agent)));
        if (standing.Stage is SessionStage.Incomplete)
        {
            messages.AddRange(standing.Gaps.Select(gap => Missing(gap, names)));
        }

        if (OfStage(standing, challengeUrl) is { } message)
        {
            messages.Add(message);
        }

        return messages;
    }

    private static AcpMessage? OfStage(SessionStanding standing, string? challengeUrl) => standing.Stage switch
    {
        SessionStage.ChallengeRequired => new AcpMessage(
            AcpMessageKind.Error,
            "requires_3ds",
            $"The bank that issued the card wants the shopper to confirm the payment: {challengeUrl}",
            "$.payment_data",
            Shopper),
        SessionStage.Declined => new AcpMessage(
            AcpMessageKind.Error,
            "payment_declined",
            standing.Reason ?? "The payment was declined. Please pay in another way.",
            "$.payment_data",
            Shopper),
        SessionStage.Processing => new AcpMessage(
            AcpMessageKind.Info, Code: null, "The payment is under way. Please look again in a moment."),
        SessionStage.Cancelled => new AcpMessage(AcpMessageKind.Info, Code: null, "The checkout session has been canceled."),
        SessionStage.Expired => new AcpMessage(
            AcpMessageKind.Error, "expired", "The checkout session was not paid in time. Please create a new one.", Resolution: Agent),
        SessionStage.Failed when standing.ReasonCode is "OUT_OF_STOCK" or "NOT_RESERVED" => new AcpMessage(
            AcpMessageKind.Error, "out_of_stock", "An item is not there any more. Nothing was charged.", "$.line_items", Agent),
        SessionStage.Failed => new AcpMessage(
            AcpMessageKind.Error,
            "invalid",
            $"The order could not be carried out ({standing.ReasonCode ?? "unknown reason"}); what was charged is given back.",
            Resolution: Agent),
        _ => null,
    };

    private static AcpMessage Missing(SessionGap gap, AcpNames names) => gap switch
    {
        SessionGap.Items => new AcpMessage(AcpMessageKind.Error, "missing", "Please say what is to be bought.", names.Items, Agent),
        SessionGap.DeliveryAddress => new AcpMessage(
            AcpMessageKind.Error, "missing", "Please say where it is to be delivered.", names.Address, Agent),
        _ => new AcpMessage(AcpMessageKind.Error, "missing", "Please choose how it is to be delivered.", names.FulfilmentOption, Agent),
    };
}
