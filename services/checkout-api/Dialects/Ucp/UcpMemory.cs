using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>What this dialect alone remembers of a session, see <see cref="CheckoutSession.Extensions"/>. Nothing of a credential.</summary>
internal sealed record UcpMemory
{
    /// <summary>The addresses that the platform has named.</summary>
    public IReadOnlyList<UcpDestination> Destinations { get; init; } = [];

    /// <summary>The one that the session's delivery address was taken from.</summary>
    public string? DestinationId { get; init; }

    /// <summary>The means of payment that the platform has named.</summary>
    public IReadOnlyList<UcpInstrument> Instruments { get; init; } = [];

    /// <summary>What the codes took off the lines.</summary>
    public IReadOnlyList<UcpAppliedDiscount> Discounts { get; init; } = [];

    /// <summary>What is to be said about what was wanted.</summary>
    public IReadOnlyList<UcpMessage> Messages { get; init; } = [];

    /// <summary>The lines that <see cref="Discounts"/> and <see cref="Messages"/> are about, see <see cref="TagOf"/>.</summary>
    public string LinesTag { get; init; } = string.Empty;

    /// <summary>What is remembered of a session; nothing of its lines when another dialect has changed them since.</summary>
    public static UcpMemory Of(CheckoutSession session)
    {
        var memory = session.Extension<UcpMemory>(UcpProtocol.Dialect) ?? new UcpMemory { LinesTag = TagOf(session) };
        return string.Equals(memory.LinesTag, TagOf(session), StringComparison.Ordinal) ? memory : memory with { Discounts = [], Messages = [] };
    }

    /// <summary>Tells lines apart that differ in what they cost.</summary>
    public static string TagOf(CheckoutSession session) =>
        string.Join('|', session.Lines.Select(line => $"{line.Id}*{line.Quantity}*{line.UnitPrice}-{line.Discount}"));
}
