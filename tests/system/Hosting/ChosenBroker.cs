using Checkout.Local.Tests.Sidecar.PubSub;

namespace Checkout.SystemTests.Hosting;

/// <summary>
/// The broker that the system runs on: in memory, or what <c>CHECKOUT_BROKER</c> names, <c>rabbitmq</c>, which is a folder of
/// <c>components</c>.
/// </summary>
internal static class ChosenBroker
{
    /// <summary>The name; empty for the broker of <c>components/local</c>.</summary>
    public static string Name => Environment.GetEnvironmentVariable("CHECKOUT_BROKER") ?? string.Empty;

    public static async Task PrepareAsync(SystemFolder folder)
    {
        if (Name.Length == 0)
        {
            return;
        }

        folder.Replace(Name);
        if (Name is "rabbitmq")
        {
            RabbitMqServer.Missing.ShouldBeNull();
            var address = (await RabbitMqServer.Shared).NewAddress();
            await folder.WriteSecretAsync($"{Name}/broker.json", address);
        }
    }
}
