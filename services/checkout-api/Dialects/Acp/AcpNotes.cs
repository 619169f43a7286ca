using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp;

/// <summary>What a session does not tell, and an agent has to hear at every look.</summary>
/// <param name="Items">What was wrong with the items that were wanted.</param>
/// <param name="Codes">Promotion codes as they were wanted, good and bad; null for a session that never had any.</param>
/// <param name="Interventions">What the agent can take its shopper through; null when it did not say.</param>
/// <param name="DirectoryServer">Whose 3-D Secure the card of the latest payment belongs to, e.g. <c>mastercard</c>; null for Visa's.</param>
internal sealed record AcpNotes(
    IReadOnlyList<ItemNote> Items,
    IReadOnlyList<string>? Codes = null,
    IReadOnlyList<string>? Interventions = null,
    string? DirectoryServer = null)
{
    /// <summary>What notes are kept under.</summary>
    public const string Dialect = "acp";

    public static readonly AcpNotes None = new([]);

    /// <summary>Whether the agent has to mend something before the session can be paid.</summary>
    public bool Block => Items.Any(item => item.Code is not null);

    public static AcpNotes Of(CheckoutSession session) => session.Extension<AcpNotes>(Dialect) ?? None;

    /// <summary>Whether an agent has made the session.</summary>
    public static bool AreIn(CheckoutSession session) => session.Extensions.ContainsKey(Dialect);

    public CheckoutSession In(CheckoutSession session) => session.WithExtension(Dialect, this);
}

/// <summary>Something about a wanted item.</summary>
/// <param name="Index">Its place among the wanted ones.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Quantity">How many were wanted.</param>
/// <param name="Code">ACP's code of the error; null when it is only something to know.</param>
/// <param name="Content">For people.</param>
internal sealed record ItemNote(int Index, string ItemId, int Quantity, string? Code, string Content);
