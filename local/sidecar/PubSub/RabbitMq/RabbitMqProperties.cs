using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>Shows a message's AMQP properties and headers as metadata, under the names that daprd gives them.</summary>
internal static class RabbitMqProperties
{
    private const string Prefix = "metadata.";

    /// <summary>Reads the properties.</summary>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyBasicProperties properties)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            Add(name, value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        Add("messageid", properties.MessageId);
        Add("correlationid", properties.CorrelationId);
        Add("type", properties.Type);
        Add("contenttype", properties.ContentType);
        return metadata;

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                metadata[Prefix + name] = value;
            }
        }
    }
}
