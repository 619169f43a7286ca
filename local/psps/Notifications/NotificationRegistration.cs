namespace Checkout.Local.Psps.Notifications;

/// <summary>Lets a PSP send what it writes to the ledger's notifications.</summary>
internal static class NotificationRegistration
{
    /// <summary>Adds a PSP's channel and the loop that sends over it.</summary>
    public static void AddNotifications<T>(this IServiceCollection services)
        where T : class, INotificationChannel
    {
        services.AddSingleton<T>();
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<Notifier>(provider, provider.GetRequiredService<T>()));
    }
}
