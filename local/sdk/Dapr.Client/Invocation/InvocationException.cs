using Grpc.Core;

namespace Dapr.Client;

/// <summary>A service invocation that failed.</summary>
public class InvocationException : DaprException
{
    /// <summary>Creates the exception of an HTTP invocation.</summary>
    /// <param name="appId">The app that was called.</param>
    /// <param name="methodName">The method that was called.</param>
    /// <param name="innerException">Why it failed.</param>
    /// <param name="response">The answer; null when there was none.</param>
    public InvocationException(string appId, string methodName, Exception innerException, HttpResponseMessage? response)
        : base(Text(appId, methodName), innerException)
    {
        AppId = appId;
        MethodName = methodName;
        Response = response;
    }

    /// <summary>Creates the exception of a gRPC invocation.</summary>
    /// <param name="appId">The app that was called.</param>
    /// <param name="methodName">The method that was called.</param>
    /// <param name="innerException">Why it failed.</param>
    public InvocationException(string appId, string methodName, RpcException innerException)
        : base(Text(appId, methodName), innerException)
    {
        AppId = appId;
        MethodName = methodName;
    }

    /// <summary>The app that was called.</summary>
    public string AppId { get; }

    /// <summary>The method that was called.</summary>
    public string MethodName { get; }

    /// <summary>The answer; null when there was none.</summary>
    public HttpResponseMessage? Response { get; }

    private static string Text(string appId, string methodName) =>
        $"An exception occurred while invoking method: '{methodName}' on app-id: '{appId}'";
}
