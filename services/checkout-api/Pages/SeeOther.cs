namespace Checkout.Api.Pages;

/// <summary>303: the browser shall GET another page, also after a POST.</summary>
/// <param name="Url">The page.</param>
internal sealed record SeeOther(string Url) : IResult
{
    public static IResult To(string url) => new SeeOther(url);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Url;
        return Task.CompletedTask;
    }
}
