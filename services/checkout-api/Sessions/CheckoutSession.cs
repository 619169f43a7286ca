using System.Text.Json;
using System.Text.RegularExpressions;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;

namespace Checkout.Api.Sessions;

/// <summary>
/// A purchase that is put together step by step and paid at the end, whichever dialect it is spoken about in. It is the document of the state
/// store; where the payment stands is read from the workflow, see <see cref="SessionStanding"/>. It never holds a card.
/// </summary>
/// <param name="Id">See <see cref="NewId"/>.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">From then on it can neither be changed nor paid, UTC.</param>
internal sealed partial record CheckoutSession(
    string Id, string TenantId, string Currency, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Grows by one with every change, see <see cref="SessionBook"/>.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When it was changed last, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    /// <summary>The merchant's own order number, if it has one.</summary>
    public string? ReferenceId { get; init; }

    /// <summary>The merchant's name for the customer; null derives one from the buyer's e-mail address.</summary>
    public string? CustomerUrn { get; init; }

    /// <summary>Who pays.</summary>
    public Buyer? Buyer { get; init; }

    /// <summary>What is bought, fees and vouchers included; priced when they were put in.</summary>
    public IReadOnlyList<SessionLine> Lines { get; init; } = [];

    /// <summary>Promotion codes that the prices of the lines are lowered by.</summary>
    public IReadOnlyList<string> PromotionCodes { get; init; } = [];

    /// <summary>Where it goes.</summary>
    public PostalAddress? DeliveryAddress { get; init; }

    /// <summary>How it can be delivered; empty when there is nothing to choose.</summary>
    public IReadOnlyList<FulfilmentOption> FulfilmentOptions { get; init; } = [];

    /// <summary>The one that was chosen.</summary>
    public string? FulfilmentOptionId { get; init; }

    /// <summary>What the shopper adds for the people who serve, minor units.</summary>
    public long Tip { get; init; }

    /// <summary>What was or will be paid in another way than through this house, e.g. by a gift card, minor units.</summary>
    public long PaidElsewhere { get; init; }

    /// <summary>Where the shopper's browser goes at last; null for the tenant's usual place.</summary>
    public string? ShopUrl { get; init; }

    /// <summary>When it was given up, UTC.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Every try to pay, oldest first.</summary>
    public IReadOnlyList<PaymentAttempt> Attempts { get; init; } = [];

    /// <summary>What one dialect alone has to remember, by the dialect's name. Nobody else reads it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } =
        new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>The option that was chosen, if it is offered.</summary>
    public FulfilmentOption? ChosenFulfilment =>
        FulfilmentOptions.FirstOrDefault(option => string.Equals(option.Id, FulfilmentOptionId, StringComparison.Ordinal));

    /// <summary>The latest try to pay.</summary>
    public PaymentAttempt? LatestAttempt => Attempts.Count > 0 ? Attempts[^1] : null;

    /// <summary>A name for a new session: <c>cs_</c> and a ULID.</summary>
    public static string NewId(DateTimeOffset now) => $"cs_{Ulid.New(now)}";

    public static bool IsId(string? value) => value is not null && Pattern().IsMatch(value);

    /// <summary>What a dialect remembers; null when it has nothing.</summary>
    public T? Extension<T>(string dialect)
        where T : class =>
        Extensions.TryGetValue(dialect, out var document) ? document.Deserialize<T>(JsonSerializerOptions.Web) : null;

    /// <summary>The session with what a dialect is to remember.</summary>
    public CheckoutSession WithExtension<T>(string dialect, T document)
        where T : class =>
        this with
        {
            Extensions = new Dictionary<string, JsonElement>(Extensions, StringComparer.Ordinal)
            {
                [dialect] = JsonSerializer.SerializeToElement(document, JsonSerializerOptions.Web),
            },
        };

    [GeneratedRegex(@"\Acs_[0-9A-HJKMNP-TV-Z]{26}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

/// <summary>Who pays. Everything may be missing; dialects that ask for more say so.</summary>
internal sealed record Buyer(
    string? FirstName = null,
    string? LastName = null,
    string? Email = null,
    string? PhoneNumber = null,
    string? Company = null,
    string? TaxNumber = null)
{
    /// <summary>First and last name, as far as they are known.</summary>
    public string? FullName => string.Join(' ', new[] { FirstName, LastName }.Where(name => !string.IsNullOrEmpty(name))) is { Length: > 0 } name
        ? name : null;
}

/// <summary>Where something goes.</summary>
/// <param name="Name">Who receives it.</param>
/// <param name="LineOne">Street and number.</param>
/// <param name="LineTwo">What does not fit in there.</param>
/// <param name="City">Town.</param>
/// <param name="State">Province, region or state, where addresses have one.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="PostalCode">As the country writes it.</param>
/// <param name="PhoneNumber">Of the one who receives it.</param>
internal sealed record PostalAddress(
    string? Name = null,
    string? LineOne = null,
    string? LineTwo = null,
    string? City = null,
    string? State = null,
    string? Country = null,
    string? PostalCode = null,
    string? PhoneNumber = null);

/// <summary>A try to pay a session.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="TrackingNumber">The workflow.</param>
/// <param name="Order">Its input, so that whoever finds the workflow missing can start it.</param>
/// <param name="At">When it was decided, or somebody took over to start it, UTC.</param>
/// <param name="Started">Whether the workflow is known to have started; from then on it is never started again.</param>
/// <param name="CardEnding">The last four digits of the card, which anybody may see (PCI DSS 3.4.1); null for what is no fresh card.</param>
internal sealed record PaymentAttempt(
    int Number, string TrackingNumber, CheckoutOrder Order, DateTimeOffset At, bool Started, string? CardEnding = null);
