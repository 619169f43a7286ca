namespace Dapr;

/// <summary>A call to Dapr failed. The inner exception says how, e.g. a <see cref="Grpc.Core.RpcException"/>.</summary>
public class DaprException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    public DaprException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">Why.</param>
    public DaprException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
