using Dapr;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds Dapr's middleware.</summary>
public static class DaprApplicationBuilderExtensions
{
    /// <summary>Unwraps CloudEvents: handlers see the event's data as the body and its content type as theirs.</summary>
    /// <param name="builder">The app.</param>
    /// <returns>The app.</returns>
    public static IApplicationBuilder UseCloudEvents(this IApplicationBuilder builder) =>
        builder.UseCloudEvents(new CloudEventsMiddlewareOptions());

    /// <summary>Unwraps CloudEvents: handlers see the event's data as the body and its content type as theirs.</summary>
    /// <param name="builder">The app.</param>
    /// <param name="options">How to unwrap.</param>
    /// <returns>The app.</returns>
    public static IApplicationBuilder UseCloudEvents(this IApplicationBuilder builder, CloudEventsMiddlewareOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseMiddleware<CloudEventsMiddleware>(options);
    }
}
