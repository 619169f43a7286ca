using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.PayPal;

/// <summary>How a buyer's account behaves once the buyer has approved.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BuyerBehaviour>))]
internal enum BuyerBehaviour
{
    /// <summary>Pays.</summary>
    Pays,

    /// <summary>The bank behind the account refuses the authorisation.</summary>
    Declines,

    /// <summary>The account is restricted.</summary>
    CannotPay,

    /// <summary>The authorisation is made and denied at once.</summary>
    IsDenied,

    /// <summary>The authorisation is made, but its answer is held back.</summary>
    AnswersLate,

    /// <summary>The capture is declined.</summary>
    DeclinesCapture,

    /// <summary>The capture is pending at first, then completed.</summary>
    ClearsLate,

    /// <summary>The capture is pending at first, then declined.</summary>
    NeverClears,
}

/// <summary>An account with which a buyer approves; it decides what becomes of the payment.</summary>
/// <param name="Email">Names the account.</param>
/// <param name="Behaviour">What it does.</param>
/// <param name="Description">The same for people.</param>
internal sealed record TestBuyer(string Email, BuyerBehaviour Behaviour, string Description)
{
    /// <summary>All accounts; the first one is taken where none is named.</summary>
    public static IReadOnlyList<TestBuyer> All { get; } =
    [
        new("buyer@example.com", BuyerBehaviour.Pays, "pays"),
        new("declined@example.com", BuyerBehaviour.Declines, "the bank refuses"),
        new("restricted@example.com", BuyerBehaviour.CannotPay, "the account is restricted"),
        new("denied@example.com", BuyerBehaviour.IsDenied, "authorised and denied at once"),
        new("late@example.com", BuyerBehaviour.AnswersLate, "authorised, the answer comes too late"),
        new("nocapture@example.com", BuyerBehaviour.DeclinesCapture, "authorised, the capture is declined"),
        new("echeck@example.com", BuyerBehaviour.ClearsLate, "the capture is pending, then completed"),
        new("bounced@example.com", BuyerBehaviour.NeverClears, "the capture is pending, then declined"),
    ];

    /// <summary>The account of an address; null when there is none.</summary>
    public static TestBuyer? Find(string email) =>
        All.FirstOrDefault(buyer => string.Equals(buyer.Email, email, StringComparison.OrdinalIgnoreCase));
}
