namespace Checkout.Local.Psps.Notifications;

/// <summary>How a PSP tells its merchant what happened.</summary>
internal interface INotificationChannel
{
    /// <summary>Name of the PSP in the ledger.</summary>
    string Provider { get; }

    /// <summary>Where notifications go; null sends none.</summary>
    string? WebhookUrl { get; }

    /// <summary>What a notification is about.</summary>
    /// <param name="body">As the ledger holds it.</param>
    /// <returns>E.g. <c>CAPTURE</c>.</returns>
    string EventTypeOf(string body);

    /// <summary>The notification as it goes over the wire, signed now.</summary>
    /// <param name="body">As the ledger holds it.</param>
    HttpContent Write(string body);
}
