namespace Checkout.Local.Sidecar.PubSub;

/// <summary>A broker does not take a message or cannot be reached.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">What was met.</param>
internal sealed class BrokerException(string message, Exception innerException) : Exception(message, innerException);
