using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>Tells what went wrong between the client and the broker.</summary>
internal static class RabbitMqFailure
{
    /// <summary>Whether an exception says that the broker cannot be reached, or does not do what it is asked.</summary>
    public static bool Is(Exception exception) =>
        exception is RabbitMQClientException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    /// <summary>Whether another try would end the same way: what is asked for is forbidden, or contradicts what is there.</summary>
    public static bool IsRefusal(Exception exception) => exception is ArgumentException or OperationInterruptedException
    {
        ShutdownReason.ReplyCode: Constants.AccessRefused or Constants.PreconditionFailed or Constants.CommandInvalid or Constants.NotImplemented,
    };

    /// <summary>The failure in the words of its first cause.</summary>
    public static BrokerException Describe(RabbitMqOptions options, Exception exception)
    {
        var cause = exception is BrokerUnreachableException ? exception.GetBaseException() : exception;
        return new BrokerException($"{options.Display}: {cause.Message}", exception);
    }
}
