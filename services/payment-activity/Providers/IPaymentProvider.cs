using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;

namespace Checkout.Payments.Providers;

/// <summary>
/// One PSP. No method throws for what the PSP or the network does: an outcome that cannot be trusted is
/// <see cref="Contracts.Payments.PaymentStatus.Unknown"/>, a refusal is a value.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>What a merchant writes to ask for this PSP, lower case.</summary>
    string Identifier { get; }

    /// <summary>Whether it can be paid with by this channel in this currency (ISO 4217).</summary>
    bool Takes(PaymentChannel channel, string currency);

    /// <summary>Whether it has issued the token, see <see cref="GrantedToken"/>.</summary>
    bool Redeems(string grantedToken) => false;

    /// <summary>How long after a call a search by our own reference may still miss what that call made.</summary>
    TimeSpan SearchDelay { get; }

    /// <summary>How long an idempotency key is good: past it the same call again might be a second payment.</summary>
    TimeSpan RepeatableFor { get; }

    /// <summary>Holds the amount, or says what the shopper must do first. The same attempt sent again is no second authorisation.</summary>
    Task<ProviderAnswer> AuthorizeAsync(ProviderAuthorization authorization, CancellationToken cancellationToken);

    /// <summary>Checks a card with its issuer and keeps it for later payments. No money moves.</summary>
    Task<ProviderMethod> KeepAsync(CardData card, CancellationToken cancellationToken);

    /// <summary>Completes a challenge after the shopper came back.</summary>
    Task<ProviderAnswer> ConfirmAsync(ProviderReference payment, CancellationToken cancellationToken);

    /// <summary>Asks where the payment stands.</summary>
    Task<ProviderAnswer> InquireAsync(ProviderReference payment, CancellationToken cancellationToken);

    /// <summary>Takes the authorised amount; <paramref name="number"/> grows when the PSP has refused the one before for good.</summary>
    Task<ProviderAnswer> CaptureAsync(ProviderReference payment, Money amount, int number, CancellationToken cancellationToken);

    /// <summary>Voids, refunds or cancels whatever stands under our reference; <paramref name="number"/> as for a capture.</summary>
    Task<ProviderReversal> ReverseAsync(ProviderReference payment, int number, CancellationToken cancellationToken);

    /// <summary>Reads a notification, and writes down what only it tells.</summary>
    /// <returns>What it is about, once that is safe to acknowledge; null when it is not signed as the PSP signs.</returns>
    Task<IReadOnlyList<ProviderEvent>?> TakeNotificationAsync(NotificationMessage message, CancellationToken cancellationToken);
}
