namespace Checkout.Api.OpenApi;

/// <summary>How an endpoint appears in the API's description.</summary>
/// <param name="Id">Its name, unique; examples are found by it.</param>
/// <param name="Tag">The group it is shown in.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Description">What else a caller should know.</param>
internal sealed record ApiOperation(string Id, string Tag, string Summary, string? Description = null);

/// <summary>A header field of a request.</summary>
internal sealed record ApiRequestHeader(string Name, string Description);

/// <summary>A header field of the answers with a status.</summary>
internal sealed record ApiResponseHeader(int Status, string Name, string Description);

/// <summary>A parameter in the query string that the endpoint reads by itself.</summary>
internal sealed record ApiQuery(string Name, string Description);

/// <summary>Describes endpoints where they are mapped.</summary>
internal static class ApiOperationExtensions
{
    /// <summary>Names and explains the endpoint.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, string id, string tag, string summary, string? description = null) =>
        endpoint.WithMetadata(new ApiOperation(id, tag, summary, description));

    /// <summary>Says that the endpoint takes a JSON body.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>("application/json");

    /// <summary>Says that the endpoint reads a header field.</summary>
    public static RouteHandlerBuilder TakesHeader(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new ApiRequestHeader(name, description));

    /// <summary>Says that the endpoint reads a parameter of the query string.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new ApiQuery(name, description));

    /// <summary>Says that answers with a status have a header field.</summary>
    public static RouteHandlerBuilder AnswersHeader(this RouteHandlerBuilder endpoint, int status, string name, string description) =>
        endpoint.WithMetadata(new ApiResponseHeader(status, name, description));
}
